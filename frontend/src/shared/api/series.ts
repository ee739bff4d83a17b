import type { SeriesPoint } from '../chart/seriesWindow'
import type { TimeRange } from '../timerange/timeRange'
import { api, historyOf } from './api'

/** A stretch of a sensor's readings in evenly spaced intervals. */
export interface StoredSeries {
  /** Milliseconds of an interval. */
  resolution: number
  points: readonly SeriesPoint[]
}

/** At most so many points of a range, which may be a year of readings of every second. */
export async function seriesOf(
  serverId: string,
  metric: string,
  { from, to }: TimeRange,
  points: number,
  signal?: AbortSignal,
): Promise<StoredSeries> {
  const answer = await historyOf(
    api.GET('/api/v1/history/servers/{id}/series', {
      params: {
        path: { id: serverId },
        query: {
          metric,
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
          points,
        },
      },
      ...(signal && { signal }),
    }),
  )
  return {
    resolution: answer.resolutionSeconds * 1000,
    points: answer.points as unknown as SeriesPoint[],
  }
}
