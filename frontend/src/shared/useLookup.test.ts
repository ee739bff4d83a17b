import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'

import { ApiError } from './api/apiError'
import { useLookup, type Lookup } from './useLookup'

const RETRY = 5_000

const ask = vi.fn<() => Promise<void>>()
let scope: EffectScope
let lookup: Lookup

beforeEach(() => {
  vi.useFakeTimers()
  ask.mockReset()
  scope = effectScope()
  lookup = scope.run(() => useLookup(ask)) as Lookup
})

afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

test('it is asked again until it is answered, and not after that', async () => {
  ask.mockRejectedValueOnce(ApiError.unreachable()).mockResolvedValue()
  lookup.begin()
  await vi.advanceTimersByTimeAsync(0)
  expect(lookup.problem.value).toContain('does not answer')
  await vi.advanceTimersByTimeAsync(10 * RETRY)
  expect(lookup.problem.value).toBe('')
  expect(ask).toHaveBeenCalledTimes(2)
})

test('whoever asks while it is asked gets an answer of their own', async () => {
  ask
    .mockImplementationOnce(() => new Promise((resolve) => setTimeout(resolve, 100)))
    .mockRejectedValueOnce(ApiError.unreachable())
    .mockResolvedValue()
  lookup.begin()
  lookup.begin()
  await vi.advanceTimersByTimeAsync(100)
  expect(ask).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(10 * RETRY)
  expect(ask).toHaveBeenCalledTimes(3)
  expect(lookup.problem.value).toBe('')
})

test('nothing is asked for a page that was left', async () => {
  ask.mockRejectedValue(ApiError.unreachable())
  lookup.begin()
  await vi.advanceTimersByTimeAsync(0)
  scope.stop()
  await vi.advanceTimersByTimeAsync(10 * RETRY)
  expect(ask).toHaveBeenCalledOnce()
})
