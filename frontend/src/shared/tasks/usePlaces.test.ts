import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'

import { ApiError } from '../api/apiError'
import { listServers, type Server } from '../api/servers'
import { listSites, type Site } from '../api/sites'
import { toasts } from '../toasts'
import { usePlaces, type Places } from './usePlaces'

vi.mock('../api/servers')
vi.mock('../api/sites')

const SITE = { id: 'n', name: 'North', gridZone: 'DK' } as Site
const SERVER = { id: 's', name: 'rack-1', siteId: 'n', siteName: 'North', gridZone: 'DK' } as Server

let scope: EffectScope

beforeEach(() => {
  vi.useFakeTimers()
  vi.mocked(listServers).mockReset().mockResolvedValue([SERVER])
  vi.mocked(listSites).mockReset().mockResolvedValue([SITE])
  toasts.value = []
  scope = effectScope()
})

afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

async function opened(): Promise<Places> {
  const places = scope.run(() => usePlaces()) as Places
  await vi.advanceTimersByTimeAsync(0)
  return places
}

test('an answer names servers and sites; whatever it does not name is called by its id', async () => {
  const places = await opened()
  expect(places.asked.value).toBe(true)
  expect(places.serverName('s')).toBe('rack-1')
  expect(places.siteName('n')).toBe('North')
  expect(places.serverName('gone')).toBe('gone')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(listServers).toHaveBeenCalledOnce()
})

test.each([new ApiError(401, 'Unauthorized'), ApiError.unreachable()])(
  'after $status nothing is said of any server, and it is asked again',
  async (failure) => {
    vi.mocked(listServers).mockRejectedValueOnce(failure).mockRejectedValueOnce(failure)
    const places = await opened()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(listServers).toHaveBeenCalledTimes(2)
    expect(places.asked.value).toBe(false)
    expect(places.problem.value).not.toBe('')
    expect(places.serverName('s')).toBe('…')
    // It is not the person who has to ask again.
    expect(toasts.value.map(({ text }) => text)).toEqual([places.problem.value])
    await vi.advanceTimersByTimeAsync(5_000)
    expect(places.serverName('s')).toBe('rack-1')
    expect(places.placeOf('s')?.siteName).toBe('North')
    expect(places.problem.value).toBe('')
  },
)

test('it is asked anew when somebody wants that', async () => {
  const places = await opened()
  vi.mocked(listServers).mockResolvedValue([{ ...SERVER, name: 'rack-2' }])
  places.reload()
  await vi.advanceTimersByTimeAsync(0)
  expect(places.serverName('s')).toBe('rack-2')
})
