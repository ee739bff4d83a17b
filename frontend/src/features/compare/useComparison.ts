import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'

import { isMissing } from '../../shared/api/apiError'
import { seriesOf } from '../../shared/api/series'
import { SeriesGrid } from '../../shared/chart/seriesGrid'
import type { ChartClock } from '../../shared/chart/useChartClock'
import { growthOf, useRangeLoading, type RangeLoading } from '../../shared/chart/useRangeLoading'
import { useVersion } from '../../shared/chart/useVersion'
import { live as connection } from '../../shared/live/liveConnection'
import type { LiveUpdate } from '../../shared/live/liveUpdate'
import type { TimeRange } from '../../shared/timerange/timeRange'
import type { ChosenRange } from '../../shared/timerange/useTimeRange'

export const COMPARED = ['power', 'co2', 'utilisation'] as const
export type ComparedMetric = (typeof COMPARED)[number]
export type Grids = Record<ComparedMetric, SeriesGrid>

/** As many as a chart has pixels. */
const POINTS = 800

export interface Comparison extends RangeLoading {
  grids: Readonly<Ref<Grids | undefined>>
  /** Goes up when a grid has changed. */
  version: Readonly<Ref<number>>
}

/** The same metrics of several servers in the chosen range, and what comes live. */
export function useComparison(
  ids: Readonly<Ref<readonly string[]>>,
  { range, live }: ChosenRange,
  clock: ChartClock,
): Comparison {
  const grids = shallowRef<Grids>()
  const { version, grown, replaced } = useVersion(clock)
  /** What comes while the store is asked would otherwise be lost with the grids of before. */
  let meanwhile: LiveUpdate[] | undefined

  const loading = useRangeLoading(range, live, async (wanted, signal) => {
    const late: LiveUpdate[] = (meanwhile = [])
    const servers = ids.value
    try {
      const growth = live.value && range.value.keepsStart ? growthOf(wanted) : 0
      const { made, resolution } = await gridsOf(servers, wanted, growth, signal)
      // A chart of other servers has other lines, and would break of these.
      if (servers === ids.value) {
        grids.value = made
        late.forEach(append)
        replaced()
      }
      return resolution
    } catch (error) {
      // Who asks for live values of a server that is not there has the connection closed.
      if (isMissing(error) && servers === ids.value) {
        leave()
      }
      throw error
    } finally {
      if (meanwhile === late) {
        meanwhile = undefined
      }
    }
  })

  function append({ serverId, metric, timestamp, value }: LiveUpdate): void {
    const grid = grids.value?.[metric as ComparedMetric]
    if (grid?.append(ids.value.indexOf(serverId), timestamp, value)) {
      grown()
    }
  }

  function take(update: LiveUpdate): void {
    if (loading.takesLive()) {
      meanwhile?.push(update)
      append(update)
    }
  }

  let unwatch: (() => void)[] = []
  function leave(): void {
    unwatch.forEach((stop) => {
      stop()
    })
  }
  watch(
    ids,
    (servers) => {
      // The lines of other servers.
      grids.value = undefined
      leave()
      // One of them tells that the connection is back, and what was missed is fetched for all.
      unwatch = servers.map((id, index) =>
        connection.watch(`/topic/servers.${id}`, take, () => {
          if (index === 0) {
            void loading.refill()
          }
        }),
      )
      if (servers.length > 0 && connection.state.value !== 'open') {
        void loading.reload()
      }
    },
    { immediate: true },
  )

  onScopeDispose(leave)
  return { ...loading, grids, version }
}

async function gridsOf(
  servers: readonly string[],
  wanted: TimeRange,
  growth: number,
  signal: AbortSignal,
): Promise<{ made: Grids; resolution: number }> {
  const stored = await Promise.all(
    COMPARED.map((metric) =>
      Promise.all(servers.map((id) => seriesOf(id, metric, wanted, POINTS, signal))),
    ),
  )
  // The same for all: the platform chooses it by the range and the number of points.
  const resolution = stored[0]?.[0]?.resolution ?? 1000
  const made = COMPARED.map((metric, at) => {
    const grid = new SeriesGrid(servers.length, resolution, wanted.from, wanted.to, growth)
    stored[at]?.forEach(({ points }, line) => {
      grid.fill(line, points)
    })
    return [metric, grid] as const
  })
  return { made: Object.fromEntries(made) as Grids, resolution }
}
