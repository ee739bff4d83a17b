import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { computed, effectScope, nextTick, ref, type EffectScope } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { seriesOf } from '../../shared/api/series'
import type { ChartClock } from '../../shared/chart/useChartClock'
import { live } from '../../shared/live/liveConnection'
import type { ChosenRange } from '../../shared/timerange/useTimeRange'
import { useComparison, type Comparison } from './useComparison'

vi.mock('../../shared/api/series')

const watched = new Set<string>()
const servers = ref('a,nope')
let scope: EffectScope

beforeEach(() => {
  watched.clear()
  servers.value = 'a,nope'
  vi.spyOn(live, 'watch').mockImplementation((destination) => {
    watched.add(destination)
    return () => watched.delete(destination)
  })
  vi.mocked(seriesOf).mockImplementation((id) =>
    id === 'nope'
      ? Promise.reject(new ApiError(404, 'Not found', 'There is no such server.'))
      : Promise.resolve({ resolution: 1000, points: [] }),
  )
  scope = effectScope()
})

afterEach(() => {
  scope.stop()
})

function compared(): Comparison {
  const chosen = { range: ref({ from: 0, to: 60_000 }), live: ref(true) }
  const clock = { onFrame: () => () => undefined, redraw: () => undefined }
  return scope.run(() =>
    useComparison(
      computed(() => servers.value.split(',')),
      chosen as unknown as ChosenRange,
      clock as unknown as ChartClock,
    ),
  ) as Comparison
}

test('a server that is not there ends the watch, which others begin anew', async () => {
  const { problem } = compared()
  expect(watched.size).toBe(2)
  await vi.waitFor(() => {
    expect(problem.value).toBe('There is no such server.')
  }, 20_000)
  expect(watched.size).toBe(0)
  servers.value = 'a'
  await nextTick()
  expect([...watched]).toEqual(['/topic/servers.a'])
  await vi.waitFor(() => {
    expect(problem.value).toBe('')
  }, 20_000)
  expect(watched.size).toBe(1)
})
