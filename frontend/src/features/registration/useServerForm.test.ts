import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { listIntensities, listSites, type Site, type SiteIntensity } from '../../shared/api/sites'
import { emptyForm } from './serverForm'
import { useServerForm, type ServerFormState } from './useServerForm'

vi.mock('../../shared/api/sites')

const NORTH = { id: 'n', name: 'North', pue: 1.2, electricityPricePerKwh: 0.3 } as Site
const SOUTH = { ...NORTH, id: 's', name: 'South' }
const INTENSITY = { siteId: 'n', meanGramsPerKwh: { GRID: 100 } } as unknown as SiteIntensity

let scope: EffectScope

beforeEach(() => {
  vi.useFakeTimers()
  vi.mocked(listSites).mockReset().mockResolvedValue([NORTH])
  vi.mocked(listIntensities).mockReset().mockResolvedValue([INTENSITY])
  scope = effectScope()
})

afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

async function opened(): Promise<ServerFormState> {
  const state = scope.run(() => useServerForm(emptyForm())) as ServerFormState
  state.fetchSites()
  await vi.advanceTimersByTimeAsync(0)
  return state
}

test('the only site is chosen, and a year at it shown', async () => {
  const state = await opened()
  expect(state.form.value.siteId).toBe('n')
  expect(state.changed.value).toBe(false)
  expect(state.preview.value).toBeDefined()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(listSites).toHaveBeenCalledOnce()
  expect(listIntensities).toHaveBeenCalledOnce()
})

test('sites are there though nobody tells intensities, and those come by themselves', async () => {
  vi.mocked(listIntensities).mockRejectedValueOnce(new ApiError(503, 'Service Unavailable'))
  const state = await opened()
  expect(state.sites.value).toEqual([NORTH])
  expect(state.site.value).toEqual(NORTH)
  expect(state.preview.value).toBeUndefined()
  expect(state.lookupProblem.value).toContain('Intensities are not known')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(state.preview.value).toBeDefined()
  expect(state.lookupProblem.value).toBe('')
  expect(listSites).toHaveBeenCalledOnce()
})

test('sites that are not known are not said to be none, and are asked for again', async () => {
  vi.mocked(listSites).mockRejectedValueOnce(new ApiError(401, 'Unauthorized'))
  const state = await opened()
  expect(state.sites.value).toBeUndefined()
  expect(state.lookupProblem.value).toContain('Sites are not known')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(state.sites.value).toEqual([NORTH])
  expect(state.lookupProblem.value).toBe('')
})

test('a site that was just made is chosen, and asked for with its intensity', async () => {
  const state = await opened()
  vi.mocked(listSites).mockResolvedValue([NORTH, SOUTH])
  vi.mocked(listIntensities).mockResolvedValue([INTENSITY, { ...INTENSITY, siteId: 's' }])
  state.takeSite(SOUTH)
  expect(state.site.value).toEqual(SOUTH)
  await vi.advanceTimersByTimeAsync(0)
  expect(state.intensity.value?.siteId).toBe('s')
})

test('what the platform refuses is still said when sites have come', async () => {
  vi.mocked(listSites).mockRejectedValueOnce(ApiError.unreachable())
  const state = await opened()
  Object.assign(state.form.value, { siteId: 'n', name: 'rack-1' })
  await state.submit(() => Promise.reject(new ApiError(409, 'Conflict', 'It has gone.')))
  await vi.advanceTimersByTimeAsync(5_000)
  expect(state.sites.value).toEqual([NORTH])
  expect(state.problem.value).toBe('It has gone.')
})
