import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, ref, type EffectScope } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { signInAgain } from '../session/fakeSession'
import { fleetToday, type FleetTotals } from './fleetTotals'
import { useFleetToday, type FleetToday } from './useFleetToday'

vi.mock('../session/session', () => import('../session/fakeSession'))
vi.mock('./fleetTotals')

const TODAY = { groups: new Map() } as unknown as FleetTotals
let scope: EffectScope

beforeEach(() => {
  vi.mocked(fleetToday).mockReset().mockResolvedValue(TODAY)
  scope = effectScope()
})

afterEach(() => {
  scope.stop()
})

test('whoever signs in again has the totals asked for that were refused meanwhile', async () => {
  vi.mocked(fleetToday).mockRejectedValueOnce(new ApiError(401, 'Unauthorized'))
  const { today, problem } = scope.run(() => useFleetToday(ref(), ref(true))) as FleetToday
  await vi.waitFor(() => {
    expect(problem.value).toBe('The session has ended.')
  })
  await signInAgain()
  await vi.waitFor(() => {
    expect(today.value).toBe(TODAY)
  })
  expect(problem.value).toBe('')
})
