import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'

import { isMissing } from '../../shared/api/apiError'
import { seriesOf, type StoredSeries } from '../../shared/api/series'
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

/**
 * How much more than its window a grid has room for: a sensor's clock may be five minutes ahead, and
 * a window that is held stays behind. Neither may push out what is in sight.
 */
const SPARE_MILLIS = 600_000

/** A server that was registered just now is known soon; of others it is asked ever more seldom. */
const LEAST_UNKNOWN_MILLIS = 5_000
const LONGEST_UNKNOWN_MILLIS = 300_000

export interface Comparison extends RangeLoading {
  grids: Readonly<Ref<Grids | undefined>>
  /** Those of the servers that the history does not know: their lines have no values. */
  missing: Readonly<Ref<readonly string[]>>
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
  const missing = shallowRef<readonly string[]>([])
  const { version, grown, replaced } = useVersion(clock)
  /** What comes while the store is asked would otherwise be lost with the grids of before. */
  let meanwhile: LiveUpdate[] | undefined

  const loading = useRangeLoading(range, live, async (wanted, signal) => {
    const late: LiveUpdate[] = (meanwhile = [])
    const servers = ids.value
    try {
      const growth = live.value && range.value.keepsStart ? growthOf(wanted) : 0
      const { made, unknown, resolution } = await gridsOf(
        servers,
        wanted,
        growth + SPARE_MILLIS,
        signal,
      )
      // A chart of other servers has other lines, and would break of these.
      if (servers === ids.value) {
        grids.value = made
        missing.value = unknown
        // Who asks for live values of a server that is not there has the connection closed.
        unknown.forEach(leave)
        servers.filter((id) => !unknown.includes(id)).forEach(join)
        askAgainFor(unknown)
        late.forEach(append)
        replaced()
      }
      return resolution
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

  const watches = new Map<string, () => void>()
  function listen(id: string, tells: () => boolean): void {
    const stop = connection.watch(`/topic/servers.${id}`, take, () => {
      if (tells()) {
        void loading.refill()
      }
    })
    watches.set(id, stop)
  }

  /** Listens to a server that was not there before; what it missed is fetched. */
  function join(id: string): void {
    if (!watches.has(id)) {
      listen(id, () => true)
    }
  }

  function leave(id: string): void {
    watches.get(id)?.()
    watches.delete(id)
  }
  function leaveAll(): void {
    for (const id of watches.keys()) {
      leave(id)
    }
  }

  let again: ReturnType<typeof setTimeout> | undefined
  let pause = LEAST_UNKNOWN_MILLIS
  /** Only what is live becomes another. */
  function askAgainFor(unknown: readonly string[]): void {
    clearTimeout(again)
    if (live.value && unknown.length > 0) {
      again = setTimeout(() => void loading.refill(), pause)
      pause = Math.min(LONGEST_UNKNOWN_MILLIS, 2 * pause)
    }
  }

  watch(
    ids,
    (servers) => {
      // The lines of other servers.
      grids.value = undefined
      missing.value = []
      leaveAll()
      clearTimeout(again)
      pause = LEAST_UNKNOWN_MILLIS
      // One of them tells that the connection is back, and what was missed is fetched for all.
      const tells = (id: string) => id === servers.find((each) => !missing.value.includes(each))
      servers.forEach((id) => {
        listen(id, () => tells(id))
      })
      if (servers.length > 0 && connection.state.value !== 'open') {
        void loading.reload()
      }
    },
    { immediate: true },
  )

  const leaveClock = clock.onFrame(() => {
    if (live.value) {
      const { from } = clock.window()
      for (const metric of COMPARED) {
        // Of servers that are silent this is all that changes.
        if (grids.value?.[metric].slideTo(from)) {
          grown()
        }
      }
    }
  })
  onScopeDispose(() => {
    leaveClock()
    leaveAll()
    clearTimeout(again)
  })
  return { ...loading, grids, missing, version }
}

async function gridsOf(
  servers: readonly string[],
  wanted: TimeRange,
  growth: number,
  signal: AbortSignal,
): Promise<{ made: Grids; unknown: string[]; resolution: number }> {
  const stored = await Promise.all(
    COMPARED.map((metric) =>
      Promise.all(servers.map((id) => knownOf(seriesOf(id, metric, wanted, POINTS, signal)))),
    ),
  )
  const known = stored.flat().find((series) => series !== undefined)
  // The same for all: the platform chooses it by the range and the number of points.
  const resolution = known?.resolution ?? 1000
  const made = COMPARED.map((metric, at) => {
    const grid = new SeriesGrid(servers.length, resolution, wanted.from, wanted.to, growth)
    stored[at]?.forEach((series, line) => {
      grid.fill(line, series?.points ?? [])
    })
    return [metric, grid] as const
  })
  const unknown = servers.filter((_, line) => stored.some((series) => series[line] === undefined))
  return { made: Object.fromEntries(made) as Grids, unknown, resolution }
}

/** Undefined of a server that is not there; that takes nothing from the others. */
async function knownOf(asked: Promise<StoredSeries>): Promise<StoredSeries | undefined> {
  try {
    return await asked
  } catch (error) {
    if (isMissing(error)) {
      return undefined
    }
    throw error
  }
}
