import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref, type EffectScope } from 'vue'

import { ApiError } from '../api/apiError'
import type { ShownRange } from '../timerange/timeRange'
import { pointsOf, useRangeLoading, type FetchRange } from './useRangeLoading'

const HOUR = 3_600_000
const range = ref<ShownRange>({ from: 0, to: HOUR })
let scope: EffectScope

beforeEach(() => {
  range.value = { from: 0, to: HOUR }
  scope = effectScope()
})

afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

function loadingOf(fetch: FetchRange, live = false) {
  return scope.run(() => useRangeLoading(range, ref(live), fetch)) as ReturnType<
    typeof useRangeLoading
  >
}

test('another range gives up the call for the one before, and is no problem', async () => {
  const signals: AbortSignal[] = []
  const { reload, problem, busy } = loadingOf((_, signal) => {
    signals.push(signal)
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error)
      })
    })
  })
  void reload()
  range.value = { from: 0, to: 2 * HOUR }
  await nextTick()
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false])
  await nextTick()
  expect(problem.value).toBe('')
  expect(busy.value).toBe(true)
})

test('a problem is told until a later call succeeds', async () => {
  const fetch = vi.fn<FetchRange>().mockRejectedValueOnce(new ApiError(503, 'Away'))
  fetch.mockResolvedValue(1000)
  const { reload, problem, filled } = loadingOf(fetch)
  await reload()
  expect(problem.value).toContain('503')
  expect(filled.value).toBe(false)
  await reload()
  expect(problem.value).toBe('')
  expect(filled.value).toBe(true)
})

/** Loads whose answers come when the test gives them. */
function slowLoading() {
  const answers: (() => void)[] = []
  const loading = loadingOf(
    () =>
      new Promise((resolve) => {
        answers.push(() => {
          resolve(1000)
        })
      }),
  )
  return { answers, ...loading }
}

test('a refill lets the first data come in, and follows unless something newer has begun', async () => {
  const { answers, reload, refill, filled } = slowLoading()
  void reload()
  const refilled = refill()
  const late = refill()
  expect(answers).toHaveLength(1)
  answers[0]?.()
  await vi.waitFor(() => {
    expect(answers).toHaveLength(2)
  }, 20_000)
  expect(filled.value).toBe(true)
  answers[1]?.()
  await Promise.all([refilled, late])
  expect(answers).toHaveLength(2)
})

test('a refill leaves it to a range that was chosen while it waited', async () => {
  const { answers, reload, refill } = slowLoading()
  void reload()
  const refilled = refill()
  void reload()
  answers.forEach((answer) => {
    answer()
  })
  await refilled
  expect(answers).toHaveLength(2)
})

test('a refill of what is shown takes the place of a call that hangs', async () => {
  const { answers, reload, refill } = slowLoading()
  const first = reload()
  answers[0]?.()
  await first
  void reload()
  const refilled = refill()
  expect(answers).toHaveLength(3)
  answers[2]?.()
  await refilled
})

test('a long live range is fetched anew with each of its intervals', async () => {
  vi.useFakeTimers()
  range.value = { from: 0, to: 24 * HOUR }
  const fetch = vi.fn<FetchRange>().mockResolvedValue(300_000)
  await loadingOf(fetch, true).reload()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(fetch).toHaveBeenCalledTimes(3)
})

test('a short live range is fetched once more, when all that came before is stored', async () => {
  vi.useFakeTimers()
  const fetch = vi.fn<FetchRange>().mockResolvedValue(1000)
  const { reload } = loadingOf(fetch, true)
  await reload()
  await vi.advanceTimersByTimeAsync(14_999)
  expect(fetch).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(fetch).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(HOUR)
  expect(fetch).toHaveBeenCalledTimes(2)
})

test('a short range that is not live is fetched once', async () => {
  vi.useFakeTimers()
  const fetch = vi.fn<FetchRange>().mockResolvedValue(1000)
  await loadingOf(fetch).reload()
  await vi.advanceTimersByTimeAsync(HOUR)
  expect(fetch).toHaveBeenCalledTimes(1)
})

test('a live range that began at a time is fetched from there, anew once it is too long for every second', async () => {
  vi.useFakeTimers({ now: HOUR })
  range.value = { from: HOUR / 2, to: HOUR, keepsStart: true }
  const fetch = vi.fn<FetchRange>().mockResolvedValue(300_000)
  const { reload, takesLive } = loadingOf(fetch, true)
  await reload()
  await vi.advanceTimersByTimeAsync(HOUR / 2)
  expect(fetch).toHaveBeenCalledTimes(2)
  expect(takesLive()).toBe(true)
  await vi.advanceTimersByTimeAsync(1)
  expect(takesLive()).toBe(false)
  await vi.advanceTimersByTimeAsync(300_000)
  expect(fetch.mock.calls.map(([{ from, to }]) => [from, to - HOUR])).toEqual([
    [HOUR / 2, 0],
    [HOUR / 2, 15_000],
    [HOUR / 2, HOUR / 2 + 1],
    [HOUR / 2, HOUR / 2 + 300_001],
  ])
})

test('a live range of an hour slides, and takes live readings for good', async () => {
  vi.useFakeTimers({ now: HOUR })
  const fetch = vi.fn<FetchRange>().mockResolvedValue(1000)
  const { reload, takesLive } = loadingOf(fetch, true)
  await vi.advanceTimersByTimeAsync(HOUR)
  await reload()
  expect(fetch.mock.calls[0]?.[0]).toEqual({ from: HOUR, to: 2 * HOUR })
  expect(takesLive()).toBe(true)
})

test('a long live range is tried again after a failure, and then goes on as before', async () => {
  vi.useFakeTimers()
  range.value = { from: 0, to: 24 * HOUR }
  const fetch = vi.fn<FetchRange>().mockResolvedValue(300_000)
  const { reload, problem } = loadingOf(fetch, true)
  await reload()
  fetch.mockRejectedValueOnce(new ApiError(503, 'Away'))
  await vi.advanceTimersByTimeAsync(300_000)
  expect(problem.value).toContain('503')
  await vi.advanceTimersByTimeAsync(300_000)
  expect(fetch).toHaveBeenCalledTimes(3)
  expect(problem.value).toBe('')
  await vi.advanceTimersByTimeAsync(300_000)
  expect(fetch).toHaveBeenCalledTimes(4)
})

test('a live range that never came is tried again, ever more seldom', async () => {
  vi.useFakeTimers()
  const fetch = vi.fn<FetchRange>().mockRejectedValue(ApiError.unreachable())
  const { reload, filled } = loadingOf(fetch, true)
  await reload()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(fetch).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(fetch).toHaveBeenCalledTimes(2)
  fetch.mockResolvedValue(1000)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(fetch).toHaveBeenCalledTimes(3)
  expect(filled.value).toBe(true)
})

test('a platform that asks for patience is left alone for as long', async () => {
  vi.useFakeTimers()
  const fetch = vi.fn<FetchRange>().mockResolvedValue(1000)
  fetch.mockRejectedValueOnce(new ApiError(429, 'Too many', '', [], 90))
  const { reload } = loadingOf(fetch, true)
  await reload()
  await vi.advanceTimersByTimeAsync(89_000)
  expect(fetch).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1000)
  expect(fetch).toHaveBeenCalledTimes(2)
})

test.each([
  ['a server that is not there', new ApiError(404, 'Not found'), true],
  ['a session that has ended', new ApiError(401, 'Ended'), true],
  ['a range that is not live', new ApiError(503, 'Away'), false],
])('%s is not asked for again', async (_, error, live) => {
  vi.useFakeTimers()
  range.value = { from: 0, to: 24 * HOUR }
  const fetch = vi.fn<FetchRange>().mockRejectedValue(error)
  await loadingOf(fetch, live).reload()
  await vi.advanceTimersByTimeAsync(HOUR)
  expect(fetch).toHaveBeenCalledTimes(1)
})

test('a page that was left while its call was under way makes no other', async () => {
  vi.useFakeTimers()
  const fetch = vi.fn<FetchRange>().mockImplementation(async () => {
    scope.stop()
    return Promise.reject(ApiError.unreachable())
  })
  await loadingOf(fetch, true).reload()
  await vi.advanceTimersByTimeAsync(HOUR)
  expect(fetch).toHaveBeenCalledTimes(1)
})

test('a short range has every second, a long one as many points as a chart', () => {
  expect(pointsOf({ from: 0, to: HOUR })).toBe(3601)
  expect(pointsOf({ from: 0, to: 365 * 24 * HOUR })).toBe(800)
})
