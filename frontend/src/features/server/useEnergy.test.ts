import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref, shallowRef, type EffectScope } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import type { PeriodName } from './periods'
import { totalsOf, type ServerTotals } from './serverApi'
import { useEnergy } from './useEnergy'

vi.mock('./serverApi')

const T = Date.parse('2026-03-01T12:00:00Z')
const HOUR = 3_600_000
/** Three calls are made for each period. */
const CALLS = 3

const range = shallowRef({ from: T - HOUR, to: T })
let scope: EffectScope

beforeEach(() => {
  vi.useFakeTimers({ now: T })
  vi.mocked(totalsOf)
    .mockReset()
    .mockResolvedValue({ buckets: [], total: {} } as unknown as ServerTotals)
  scope = effectScope()
})

afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

async function open() {
  const name = ref<PeriodName>('range')
  const shown = scope.run(() => useEnergy('a', name, () => range.value)) as ReturnType<
    typeof useEnergy
  >
  await vi.advanceTimersByTimeAsync(0)
  return shown
}

test('the energy of one range is not shown as that of another, also when that fails', async () => {
  const { energy, problem } = await open()
  expect(energy.value?.period.passed).toEqual({ from: T - HOUR, to: T })
  vi.mocked(totalsOf).mockRejectedValue(new ApiError(503, 'Away'))
  range.value = { from: T - 2 * HOUR, to: T }
  await nextTick()
  expect(energy.value).toBeUndefined()
  await vi.advanceTimersByTimeAsync(0)
  expect(energy.value).toBeUndefined()
  expect(problem.value).not.toBe('')
})

test('what is shown stays while it is asked for anew', async () => {
  const { energy } = await open()
  const before = energy.value
  vi.mocked(totalsOf).mockRejectedValue(new ApiError(503, 'Away'))
  await vi.advanceTimersByTimeAsync(30_000)
  expect(totalsOf).toHaveBeenCalledTimes(2 * CALLS)
  expect(energy.value).toBe(before)
})

test('a call that takes long is let come to its end', async () => {
  let answer: (totals: ServerTotals) => void = () => undefined
  vi.mocked(totalsOf).mockReturnValue(
    new Promise((resolve) => {
      answer = resolve
    }),
  )
  const { energy } = await open()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(totalsOf).toHaveBeenCalledTimes(CALLS)
  expect(vi.mocked(totalsOf).mock.lastCall?.[3].aborted).toBe(false)
  answer({ buckets: [], total: {} } as unknown as ServerTotals)
  await vi.advanceTimersByTimeAsync(0)
  expect(energy.value).toBeDefined()
  await vi.advanceTimersByTimeAsync(30_000)
  expect(totalsOf).toHaveBeenCalledTimes(2 * CALLS)
})
