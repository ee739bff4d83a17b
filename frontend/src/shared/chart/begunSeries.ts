import { seriesOf, type StoredSeries } from '../api/series'
import { CHART_METRICS } from '../metrics'
import type { TimeRange } from '../timerange/timeRange'
import { pointsOf } from './useRangeLoading'

/** A live window slides while a page is put together; live readings bring what it misses by then. */
const MOST_SLIDE_MILLIS = 2_000

let begun: { id: string; range: TimeRange; stored: Promise<StoredSeries[]> } | undefined

/** The series of each metric that a server has a chart of. */
export function storedSeries(
  id: string,
  range: TimeRange,
  signal?: AbortSignal,
): Promise<StoredSeries[]> {
  return Promise.all(
    CHART_METRICS.map((metric) => seriesOf(id, metric, range, pointsOf(range), signal)),
  )
}

/** Begins to fetch what somebody is about to look at. */
export function beginSeries(id: string, range: TimeRange): void {
  const stored = storedSeries(id, range)
  // Whoever takes it is told; nobody else needs to know.
  stored.catch(() => undefined)
  begun = { id, range, stored }
}

/** What was begun, once, if it is what is wanted now. */
export function takeBegun(id: string, wanted: TimeRange): Promise<StoredSeries[]> | undefined {
  const taken = begun
  begun = undefined
  return taken?.id === id &&
    Math.abs(taken.range.from - wanted.from) <= MOST_SLIDE_MILLIS &&
    Math.abs(taken.range.to - wanted.to) <= MOST_SLIDE_MILLIS
    ? taken.stored
    : undefined
}
