import { onScopeDispose, type Ref } from 'vue'

import { live as connection } from '../live/liveConnection'
import type { LiveUpdate } from '../live/liveUpdate'
import { CHART_METRICS, type ChartMetric } from '../metrics'
import type { ShownRange } from '../timerange/timeRange'
import { storedSeries, takeBegun } from './begunSeries'
import { SeriesWindow } from './seriesWindow'
import type { ChartClock } from './useChartClock'
import { isFine, useRangeLoading, type RangeLoading } from './useRangeLoading'
import { useVersion } from './useVersion'

export interface ServerSeries extends RangeLoading {
  windows: Record<ChartMetric, SeriesWindow>
  /** Goes up when a window has changed. */
  version: Readonly<Ref<number>>
  /** For a server that is not there: who asks for its live values has the connection closed. */
  unwatch: () => void
}

/** The readings of one server in the chosen range, and what comes live. */
export function useServerSeries(
  id: string,
  { range, live }: { range: Readonly<Ref<ShownRange>>; live: Readonly<Ref<boolean>> },
  clock: ChartClock,
  onUpdate: (update: LiveUpdate) => void,
): ServerSeries {
  const windows = { power: new SeriesWindow(), co2: new SeriesWindow() }
  const { version, grown, replaced } = useVersion(clock)

  const loading = useRangeLoading(range, live, async (wanted, signal) => {
    const stored = await (takeBegun(id, wanted) ?? storedSeries(id, wanted, signal))
    signal.throwIfAborted()
    CHART_METRICS.forEach((metric, index) => {
      const { points, resolution } = stored[index] ?? { points: [], resolution: 0 }
      if (live.value && isFine(wanted)) {
        windows[metric].slideTo(wanted.from)
      } else {
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
    if ((metric === 'power' || metric === 'co2') && loading.takesLive()) {
      if (windows[metric].append(timestamp, value)) {
        grown()
      }
    }
  }

  const leaveClock = clock.onFrame(() => {
    if (live.value) {
      const { from } = clock.window()
      CHART_METRICS.forEach((metric) => {
        // Of a server that is silent this is all that changes.
        if (windows[metric].slideTo(from)) {
          grown()
        }
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
  return { ...loading, windows, version, unwatch }
}
