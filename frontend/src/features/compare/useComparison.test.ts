import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { computed, effectScope, nextTick, ref, type EffectScope } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { seriesOf, type StoredSeries } from '../../shared/api/series'
import type { ChartClock } from '../../shared/chart/useChartClock'
import { live } from '../../shared/live/liveConnection'
import type { LiveUpdate } from '../../shared/live/liveUpdate'
import type { ShownRange, TimeRange } from '../../shared/timerange/timeRange'
import type { ChosenRange } from '../../shared/timerange/useTimeRange'
import { useComparison, type Comparison } from './useComparison'

vi.mock('../../shared/api/series')

const watched = new Map<string, Parameters<typeof live.watch>[1]>()
const flows = new Map<string, Parameters<typeof live.watch>[2]>()
const T = Date.parse('2026-03-01T12:00:00Z')
const servers = ref('')
let shown: TimeRange
let frame: () => void
let scope: EffectScope

beforeEach(() => {
  watched.clear()
  servers.value = 'nope,a'
  vi.spyOn(live, 'watch').mockImplementation((destination, onUpdate, onFlowing) => {
    watched.set(destination, onUpdate)
    flows.set(destination, onFlowing)
    return () => watched.delete(destination)
  })
  vi.mocked(seriesOf).mockImplementation((id, _metric, { to }) =>
    id === 'nope'
      ? Promise.reject(new ApiError(404, 'Not found', 'There is no such server.'))
      : Promise.resolve({ resolution: 1000, points: [[to - 5000, 7, 7, 7]] }),
  )
  scope = effectScope()
})

afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

function compared(range: ShownRange = { from: 0, to: 60_000 }): Comparison {
  const chosen = { range: ref(range), live: ref(true) }
  const looks: (() => void)[] = []
  frame = () => {
    looks.forEach((look) => {
      look()
    })
  }
  shown = range
  const clock = {
    window: () => shown,
    onFrame: (look: () => void) => {
      looks.push(look)
      return () => undefined
    },
    redraw: () => undefined,
  }
  return scope.run(() =>
    useComparison(
      computed(() => servers.value.split(',')),
      chosen as unknown as ChosenRange,
      clock as unknown as ChartClock,
    ),
  ) as Comparison
}

function tell(serverId: string, timestamp: number, value: number): void {
  const update = { serverId, metric: 'power', timestamp, value }
  watched.get(`/topic/servers.${serverId}`)?.(update as LiveUpdate)
}

test('a server that is not there is named and watched no more; the others are shown', async () => {
  const { grids, missing, problem } = compared()
  expect(watched.size).toBe(2)
  await vi.waitFor(() => {
    expect(missing.value).toEqual(['nope'])
  }, 20_000)
  expect([0, 1].map((line) => grids.value?.power.value(line, null))).toEqual([undefined, 7])
  expect(problem.value).toBe('')
  expect([...watched.keys()]).toEqual(['/topic/servers.a'])
  servers.value = 'b'
  await nextTick()
  expect(missing.value).toEqual([])
  expect([...watched.keys()]).toEqual(['/topic/servers.b'])
})

test('one that is there tells that the connection is back, in place of one that is not', async () => {
  const { missing } = compared()
  await vi.waitFor(() => {
    expect(missing.value).toEqual(['nope'])
  }, 20_000)
  vi.mocked(seriesOf).mockClear()
  flows.get('/topic/servers.a')?.(false)
  await vi.waitFor(() => {
    expect(seriesOf).toHaveBeenCalled()
  }, 20_000)
})

test('an answer that comes once others are compared is not drawn as theirs', async () => {
  vi.useFakeTimers()
  let answer: (stored: StoredSeries) => void = () => undefined
  const late = new Promise<StoredSeries>((resolve) => {
    answer = resolve
  })
  vi.mocked(seriesOf).mockReturnValue(late)
  servers.value = 'a'
  const { grids } = compared()
  await vi.advanceTimersByTimeAsync(0)
  vi.mocked(seriesOf).mockReturnValue(new Promise(() => undefined))
  servers.value = 'a,b'
  await vi.advanceTimersByTimeAsync(0)
  answer({ resolution: 1000, points: [] })
  await vi.advanceTimersByTimeAsync(0)
  expect(grids.value).toBeUndefined()
})

test('what began at a time stays in sight while others come, until it is too long for them', async () => {
  vi.useFakeTimers({ now: T })
  servers.value = 'a'
  vi.mocked(seriesOf).mockResolvedValue({ resolution: 1000, points: [[T - 60_000, 5, 5, 5]] })
  const { grids } = compared({ from: T - 60_000, to: T, keepsStart: true })
  await vi.advanceTimersByTimeAsync(0)
  const read = (value: number): void => {
    tell('a', Date.now(), value)
  }
  for (let second = 0; second < 3540; second++) {
    read(7)
    vi.setSystemTime(Date.now() + 1000)
  }
  expect(grids.value?.power.view()[0]?.[0]).toBe(T - 60_000)
  expect(grids.value?.power.value(0, 0)).toBe(5)
  vi.setSystemTime(Date.now() + 1000)
  read(9)
  expect(grids.value?.power.value(0, null)).toBe(7)
})

test('a sensor whose clock is ahead pushes nothing out of sight', async () => {
  vi.useFakeTimers({ now: T })
  servers.value = 'a,b'
  vi.mocked(seriesOf).mockResolvedValue({ resolution: 1000, points: [[T - 299_000, 5, 5, 5]] })
  const { grids } = compared({ from: T - 300_000, to: T })
  await vi.advanceTimersByTimeAsync(0)
  tell('a', T + 300_000, 7)
  expect(grids.value?.power.view()[0]?.[0]).toBe(T - 300_000)
  expect(grids.value?.power.value(1, 1)).toBe(5)
  expect(grids.value?.power.value(0, null)).toBe(7)
})

test('rows slide out with their window, and stay while that is held', async () => {
  vi.useFakeTimers({ now: T })
  servers.value = 'a'
  vi.mocked(seriesOf).mockResolvedValue({ resolution: 1000, points: [] })
  const { grids } = compared({ from: T - 300_000, to: T })
  await vi.advanceTimersByTimeAsync(0)
  const begin = (): number | undefined => grids.value?.power.view()[0]?.[0]
  for (let second = 0; second < 60; second++) {
    tell('a', T + second * 1000, 7)
    frame()
  }
  expect(begin()).toBe(T - 300_000)
  shown = { from: T - 240_000, to: T + 60_000 }
  frame()
  expect(begin()).toBe(T - 241_000)
})

test('a server that becomes known has its values, and is watched again', async () => {
  vi.useFakeTimers({ now: T })
  const { grids, missing } = compared({ from: T - 60_000, to: T })
  await vi.advanceTimersByTimeAsync(0)
  expect(missing.value).toEqual(['nope'])
  await vi.advanceTimersByTimeAsync(5_000)
  expect([...watched.keys()]).toEqual(['/topic/servers.a'])
  vi.mocked(seriesOf).mockResolvedValue({ resolution: 1000, points: [] })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(missing.value).toEqual([])
  tell('nope', Date.now(), 3)
  expect(grids.value?.power.value(0, null)).toBe(3)
  // Once more for what was not stored yet.
  await vi.advanceTimersByTimeAsync(15_000)
  vi.mocked(seriesOf).mockClear()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(seriesOf).not.toHaveBeenCalled()
})
