import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { lastReadingOf } from './lastReading'
import { Quiet } from './quiet'

vi.mock('./lastReading')

const T = Date.parse('2026-03-01T12:00:00Z')
const refill = vi.fn()
let quiet: Quiet

beforeEach(() => {
  vi.useFakeTimers({ now: T })
  refill.mockClear()
  vi.mocked(lastReadingOf).mockResolvedValue({ timestamp: T, usualMillis: 1000 })
  quiet = new Quiet(refill)
})

afterEach(() => {
  quiet.listenTo([])
  vi.useRealTimers()
})

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000)

test('a fleet that falls silent is told, and its return refills twice and is told for a moment', async () => {
  quiet.listenTo(['/topic/servers.a', '/topic/fleet'])
  quiet.hear('a', T)
  await seconds(14)
  expect(quiet.state.value).toEqual({ kind: 'flowing' })
  await seconds(3)
  expect(quiet.state.value).toEqual({ kind: 'fleet', since: T })
  expect(refill).not.toHaveBeenCalled()
  quiet.hear('a', T + 17_000)
  expect(quiet.state.value).toEqual({ kind: 'back' })
  expect(refill).toHaveBeenCalledOnce()
  await seconds(6)
  expect(quiet.state.value).toEqual({ kind: 'flowing' })
  expect(refill).toHaveBeenCalledTimes(2)
})

test('of one server its own silence is told', async () => {
  quiet.listenTo(['/topic/servers.b'])
  await seconds(17)
  expect(lastReadingOf).toHaveBeenCalledWith('b')
  expect(quiet.state.value).toEqual({ kind: 'server', since: T })
})

test('a page that listens to nothing says nothing, and the next of the same kind says it again', async () => {
  quiet.listenTo(['/topic/fleet'])
  quiet.hear('a', T)
  await seconds(17)
  quiet.listenTo([])
  expect(quiet.state.value).toEqual({ kind: 'flowing' })
  await seconds(60)
  expect(quiet.state.value).toEqual({ kind: 'flowing' })
  quiet.listenTo(['/topic/fleet'])
  await seconds(2)
  expect(quiet.state.value).toEqual({ kind: 'fleet', since: T })
})

test('the silence of a server is not that of the fleet', async () => {
  quiet.listenTo(['/topic/servers.b'])
  await seconds(17)
  quiet.listenTo([])
  quiet.listenTo(['/topic/fleet'])
  await seconds(30)
  expect(quiet.state.value).toEqual({ kind: 'flowing' })
})

test('a platform that cannot be asked is no silence', async () => {
  vi.mocked(lastReadingOf).mockRejectedValue(new Error('away'))
  quiet.listenTo(['/topic/fleet'])
  quiet.hear('a', T)
  await seconds(60)
  expect(quiet.state.value).toEqual({ kind: 'flowing' })
})
