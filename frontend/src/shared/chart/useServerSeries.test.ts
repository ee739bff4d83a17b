import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, ref, type EffectScope } from 'vue'

import { ApiError } from '../api/apiError'
import type { StoredSeries } from '../api/series'
import { live as connection } from '../live/liveConnection'
import { storedSeries } from './begunSeries'
import type { ChartClock } from './useChartClock'
import { useServerSeries, type ServerSeries } from './useServerSeries'

vi.mock('./begunSeries')

const range = ref({ from: 0, to: 60_000 })
const live = ref(true)
const flows = new Set<() => void>()
const looks = new Set<() => void>()
let shownFrom = 0
let scope: EffectScope

beforeEach(() => {
  range.value = { from: 0, to: 60_000 }
  live.value = true
  shownFrom = 0
  vi.spyOn(connection, 'watch').mockImplementation((_destination, _onUpdate, onFlowing) => {
    const flow = (): void => {
      onFlowing(false)
    }
    flows.add(flow)
    return () => flows.delete(flow)
  })
  vi.mocked(storedSeries).mockReset()
  scope = effectScope()
})

afterEach(() => {
  scope.stop()
  looks.clear()
})

function shown(): ServerSeries {
  const clock = {
    window: () => ({ from: shownFrom, to: shownFrom + 60_000 }),
    onFrame: (look: () => void) => {
      looks.add(look)
      return () => looks.delete(look)
    },
    redraw: () => undefined,
  }
  return scope.run(() =>
    useServerSeries('a', { range, live }, clock as unknown as ChartClock, () => undefined),
  ) as ServerSeries
}

function frame(): void {
  looks.forEach((look) => {
    look()
  })
}

function stores(...times: number[]): void {
  const points = times.map((time) => [time, 5, 5, 5] as const)
  const series: StoredSeries = { resolution: 1000, points }
  vi.mocked(storedSeries).mockResolvedValue([series, series])
}

test('a server that is not there is not asked for again by a connection that opens', async () => {
  vi.mocked(storedSeries).mockRejectedValue(new ApiError(404, 'Not found'))
  const series = shown()
  await vi.waitFor(() => {
    expect(series.problem.value).toBe('Not found')
  }, 20_000)
  series.unwatch()
  flows.forEach((flow) => {
    flow()
  })
  expect(storedSeries).toHaveBeenCalledTimes(1)
})

test('what a server had read that went silent slides out of a live range, and is not told any more', async () => {
  stores(1000, 2000)
  const { windows, version, filled } = shown()
  await vi.waitFor(() => {
    expect(filled.value).toBe(true)
  }, 20_000)
  frame()
  expect(windows.power.length).toBe(2)
  const told = version.value
  shownFrom = 2500
  frame()
  expect([windows.power.length, windows.co2.length]).toEqual([0, 0])
  frame()
  expect(version.value).toBe(told + 1)
})

test('a live range of a silent server has nothing of the range that was shown before', async () => {
  live.value = false
  stores(1000, 2000)
  const { windows, version, busy, filled } = shown()
  await vi.waitFor(() => {
    expect(filled.value).toBe(true)
  }, 20_000)
  expect(windows.power.length).toBe(2)
  stores()
  const told = version.value
  live.value = true
  await vi.waitFor(() => {
    expect([busy.value, version.value]).toEqual([false, told + 1])
  }, 20_000)
  expect([windows.power.length, windows.co2.length]).toEqual([0, 0])
})
