import { onScopeDispose, type Ref } from 'vue'

import { seriesOf } from '../../shared/api/series'
import { SeriesWindow } from '../../shared/chart/seriesWindow'
import type { ChartClock } from '../../shared/chart/useChartClock'
import {
  isFine,
  pointsOf,
  useRangeLoading,
  type RangeLoading,
} from '../../shared/chart/useRangeLoading'
import { useVersion } from '../../shared/chart/useVersion'
import { live as connection } from '../../shared/live/liveConnection'
import type { LiveUpdate } from '../../shared/live/liveUpdate'
import type { ChosenRange } from '../../shared/timerange/useTimeRange'
import { CHART_METRICS, type ChartMetric } from './serverApi'

export interface ServerSeries extends RangeLoading {
  windows: Record<ChartMetric, SeriesWindow>
  /** Goes up when a window has changed. */
  version: Readonly<Ref<number>>
}

/** The readings of one server in the chosen range, and what comes live. */
export function useServerSeries(
  id: string,
  { range, live }: ChosenRange,
  clock: ChartClock,
  onUpdate: (update: LiveUpdate) => void,
): ServerSeries {
  const windows = { power: new SeriesWindow(), co2: new SeriesWindow() }
  const { version, grown, replaced } = useVersion(clock)

  const loading = useRangeLoading(range, live, async (wanted, signal) => {
    const stored = await Promise.all(
      CHART_METRICS.map((metric) => seriesOf(id, metric, wanted, pointsOf(wanted), signal)),
    )
    CHART_METRICS.forEach((metric, index) => {
      const { points, resolution } = stored[index] ?? { points: [], resolution: 0 }
      if (!live.value || !isFine(wanted)) {
        windows[metric].clear()
      }
      windows[metric].refill(points, resolution)
    })
    replaced()
    return stored[0]?.resolution ?? 0
  })

  function take(update: LiveUpdate): void {
    onUpdate(update)
    const { metric, timestamp, value } = update
    if ((metric === 'power' || metric === 'co2') && live.value && isFine(range.value)) {
      if (windows[metric].append(timestamp, value)) {
        grown()
      }
    }
  }

  const leaveClock = clock.onFrame(() => {
    if (live.value) {
      const { from } = clock.window()
      CHART_METRICS.forEach((metric) => {
        windows[metric].slideTo(from)
      })
    }
  })
  const unwatch = connection.watch(`/topic/servers.${id}`, take, () => void loading.refill())
  onScopeDispose(() => {
    leaveClock()
    unwatch()
  })
  // The live connection asks for a refill when it opens; the first one does not wait for it.
  if (connection.state.value !== 'open') {
    void loading.reload()
  }
  return { ...loading, windows, version }
}
