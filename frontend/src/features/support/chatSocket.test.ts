import { ref } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import type { ConnectionState, StompConnection } from '../../shared/live/stompConnection'
import { ChatSocket } from './chatSocket'
import { message } from './samples'

let state = ref<ConnectionState>('open')
let frames: Map<string, (body: string) => void>
let said: unknown[]

beforeEach(() => {
  vi.useFakeTimers()
  state = ref<ConnectionState>('open')
  frames = new Map()
  said = []
})
afterEach(() => {
  vi.useRealTimers()
})

function socket(): ChatSocket {
  const connection: Pick<StompConnection, 'state' | 'watch' | 'send'> = {
    state,
    watch: (destination, onFrame) => {
      frames.set(destination, onFrame)
      return () => frames.delete(destination)
    },
    send: (destination, body) => {
      said.push([destination, body])
      return state.value === 'open'
    },
  }
  return new ChatSocket(connection as StompConnection)
}

function reply(event: object): void {
  frames.get('/user/queue/replies')?.(JSON.stringify(event))
}

test('a message is sent once the platform says that it is kept', async () => {
  const answer = socket().say('c1', 'client-1', 'hello')
  expect(said).toEqual([['/app/conversations.c1', { clientId: 'client-1', text: 'hello' }]])
  reply({ type: 'sent', clientId: 'another', message: message(1) })
  reply({ type: 'sent', clientId: 'client-1', message: message(2) })
  await expect(answer).resolves.toEqual(message(2))
})

test('a refusal has the status and the wait that the same call over HTTP would have', async () => {
  const answer = socket().say('c1', 'client-1', 'hello')
  reply({
    type: 'refused',
    clientId: 'client-1',
    status: 429,
    reason: 'At most 20 messages in 10 seconds.',
    field: null,
    retryAfterSeconds: 7,
  })
  await expect(answer).rejects.toMatchObject({ status: 429, retryAfterSeconds: 7 })
})

test('an answer that does not come, by time or by a broken connection, is none', async () => {
  const chat = socket()
  const late = chat.say('c1', 'client-1', 'hello')
  const lost = expect(late).rejects.toMatchObject({ status: 0 })
  await vi.advanceTimersByTimeAsync(10_000)
  await lost
  const broken = chat.say('c1', 'client-2', 'hello')
  state.value = 'lost'
  await expect(broken).rejects.toMatchObject({ status: 0 })
  expect(chat.say('c1', 'client-3', 'hello')).toBeUndefined()
})

test('what would be too long for a frame is not said this way', () => {
  expect(socket().say('c1', 'client-1', '\u001b'.repeat(4_000))).toBeUndefined()
  expect(said).toEqual([])
})
