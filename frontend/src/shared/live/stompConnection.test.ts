import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { http } from '../api/http'
import { StompConnection } from './stompConnection'

/** A socket whose network goes away: then nothing comes any more, and nothing answers its close. */
class LostSocket {
  static readonly OPEN = 1
  readyState = LostSocket.OPEN
  onmessage: (event: { data: string }) => void = () => undefined

  send(frame: string): void {
    if (frame.startsWith('CONNECT')) {
      this.onmessage({ data: 'CONNECTED\nversion:1.2\nheart-beat:10000,10000\n\n\0' })
    }
  }

  close(): void {
    this.readyState = 2
  }
}

let connection: StompConnection

beforeEach(async () => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', LostSocket)
  vi.spyOn(http, 'freshCsrfToken').mockResolvedValue('token')
  connection = new StompConnection('/ws/live')
  connection.start()
  await vi.advanceTimersByTimeAsync(0)
  expect(connection.state.value).toBe('open')
})

afterEach(() => {
  connection.stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('a network that the browser has lost is told at once, and connected to at once when it is back', async () => {
  window.dispatchEvent(new Event('offline'))
  expect(connection.state.value).toBe('lost')
  connection.nudge()
  await vi.advanceTimersByTimeAsync(0)
  expect(connection.state.value).toBe('open')
})

test('a network that nobody tells of is lost after two heartbeats', async () => {
  await vi.advanceTimersByTimeAsync(29_000)
  expect(connection.state.value).toBe('open')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(connection.state.value).toBe('lost')
})

test('a connection that is stopped while it would come back stays off', async () => {
  window.dispatchEvent(new Event('offline'))
  connection.nudge()
  connection.stop()
  await vi.advanceTimersByTimeAsync(0)
  expect(connection.state.value).toBe('off')
})

test('a connection that was stopped stays off, whatever becomes of the network', () => {
  connection.stop()
  window.dispatchEvent(new Event('offline'))
  expect(connection.state.value).toBe('off')
})
