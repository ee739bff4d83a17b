import { expect, test, vi } from 'vitest'
import { effectScope } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { signInAgain } from '../session/fakeSession'
import { sensorsOfFleet } from './dataApi'
import { useSensors, type LiveSensors } from './useSensors'

vi.mock('../session/session', () => import('../session/fakeSession'))
vi.mock('../../shared/live/liveConnection', async () => {
  const { ref } = await import('vue')
  return { live: { state: ref('lost'), watch: () => () => undefined } }
})
vi.mock('./dataApi')

test('whoever signs in again has the sensors asked for that were refused meanwhile', async () => {
  vi.mocked(sensorsOfFleet)
    .mockResolvedValue([])
    .mockRejectedValueOnce(new ApiError(401, 'Unauthorized'))
  const scope = effectScope()
  const { problem, loaded } = scope.run(useSensors) as LiveSensors
  await vi.waitFor(() => {
    expect(problem.value).toBe('The session has ended.')
  })
  await signInAgain()
  await vi.waitFor(() => {
    expect(loaded.value).toBe(true)
  })
  expect(problem.value).toBe('')
  scope.stop()
})
