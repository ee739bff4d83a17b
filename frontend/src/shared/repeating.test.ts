import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { Repeating } from './repeating'

const PAUSE = 1000

let done = 0
let takesMillis = 0
let repeating: Repeating

beforeEach(() => {
  vi.useFakeTimers()
  done = 0
  takesMillis = 0
  repeating = new Repeating(async () => {
    await new Promise((resolve) => setTimeout(resolve, takesMillis))
    done++
  }, PAUSE)
})

afterEach(() => {
  repeating.stop()
  vi.useRealTimers()
})

test('it is done at once, and again after each pause', async () => {
  repeating.start()
  await vi.advanceTimersByTimeAsync(2.5 * PAUSE)
  expect(done).toBe(3)
})

test('while it is under way, all that ask get it once more, after that', async () => {
  takesMillis = 100
  repeating.start()
  await vi.advanceTimersByTimeAsync(50)
  const asked = Promise.all([repeating.now(), repeating.now()])
  await vi.advanceTimersByTimeAsync(50)
  expect(done).toBe(1)
  await vi.advanceTimersByTimeAsync(100)
  await asked
  expect(done).toBe(2)
})

test('what takes long is done more seldom', async () => {
  takesMillis = 5 * PAUSE
  repeating.start()
  await vi.advanceTimersByTimeAsync(20 * PAUSE)
  expect(done).toBe(1)
})

test('once stopped it is done no more, but when somebody asks', async () => {
  repeating.start()
  await vi.advanceTimersByTimeAsync(0)
  repeating.stop()
  await vi.advanceTimersByTimeAsync(5 * PAUSE)
  expect(done).toBe(1)
  await Promise.all([repeating.now(), vi.advanceTimersByTimeAsync(0)])
  await vi.advanceTimersByTimeAsync(5 * PAUSE)
  expect(done).toBe(2)
})
