import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref, type EffectScope } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { intensityOf, planOf, type IntensityHour, type PlannedTask } from './planApi'
import { useIntensities, usePlan, type Span } from './usePlan'

vi.mock('./planApi')

const NOW = Date.parse('2026-11-27T12:00:00Z')
const HOUR = 3_600_000
const plan = vi.mocked(planOf)
const intensity = vi.mocked(intensityOf)
const span = ref<Span>({ beforeMillis: HOUR, afterMillis: 2 * HOUR })
let scope: EffectScope

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
  plan.mockReset()
  intensity.mockReset()
  span.value = { beforeMillis: HOUR, afterMillis: 2 * HOUR }
  scope = effectScope()
})

afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

test('the plan moves with the present, and is asked for anew for another span', async () => {
  plan.mockResolvedValue([])
  const known = scope.run(() => usePlan(() => span.value))
  await vi.advanceTimersByTimeAsync(0)
  expect(known?.plan.value?.range).toEqual({ from: NOW - HOUR, to: NOW + 2 * HOUR })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(known?.plan.value?.range.from).toBe(NOW - HOUR + 10_000)
  span.value = { beforeMillis: HOUR, afterMillis: 9 * HOUR }
  await nextTick()
  await vi.advanceTimersByTimeAsync(0)
  expect(known?.plan.value?.range.to).toBe(NOW + 9 * HOUR + 10_000)
})

test('a plan stays in sight while the platform is away', async () => {
  plan.mockResolvedValueOnce([{ taskId: 't' } as PlannedTask])
  plan.mockRejectedValue(ApiError.unreachable())
  const known = scope.run(() => usePlan(() => span.value))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(known?.problem.value).not.toBe('')
  expect(known?.plan.value?.tasks).toHaveLength(1)
})

test('a zone without an intensity hides none of the others', async () => {
  const hours = [{ gramsPerKwh: 40 } as IntensityHour]
  intensity.mockImplementation((zone) =>
    zone === 'DK' ? Promise.resolve(hours) : Promise.reject(new ApiError(404, 'No such zone')),
  )
  const zones = ref<string[]>([])
  const known = scope.run(() =>
    useIntensities(
      () => zones.value,
      () => span.value,
    ),
  )
  await vi.advanceTimersByTimeAsync(0)
  expect(intensity).not.toHaveBeenCalled()
  zones.value = ['DK', 'XX']
  await nextTick()
  await vi.advanceTimersByTimeAsync(0)
  expect([...(known?.intensities.value ?? [])]).toEqual([['DK', hours]])
  expect(known?.problem.value).toBe('No such zone')
})
