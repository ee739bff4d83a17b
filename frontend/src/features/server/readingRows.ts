import type { SeriesWindow } from '../../shared/chart/seriesWindow'
import { timeOfWallClock, wallClockOf } from '../../shared/wallClock'

/** What a sensor said in a step of time. */
export interface ReadingRow {
  /** Milliseconds since 1970 of the step's begin. */
  start: number
  mean: number
  min: number
  max: number
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const STEPS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY, 28 * DAY]

/** A table that is longer is not read. */
const MOST_ROWS = 40

/** The finest step that makes a table of a range readable. */
export function stepOf(span: number): number {
  return STEPS.find((step) => span / step <= MOST_ROWS) ?? (STEPS.at(-1) as number)
}

/** Steps that have readings, oldest first; the mean weighs each point the same. */
export function readingRows(window: SeriesWindow, step: number, timeZone: string): ReadingRow[] {
  const [times, means, least, greatest] = window.view() as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const rows: ReadingRow[] = []
  let count = 0
  for (let index = 0; index < times.length; index++) {
    const start = startOf(times[index] as number, step, timeZone)
    const mean = means[index] as number
    const row = rows.at(-1)
    if (row?.start === start) {
      count++
      row.mean += (mean - row.mean) / count
      row.min = Math.min(row.min, least[index] as number)
      row.max = Math.max(row.max, greatest[index] as number)
    } else {
      count = 1
      rows.push({ start, mean, min: least[index] as number, max: greatest[index] as number })
    }
  }
  return rows
}

/** Hours and days begin when the clocks of the time zone say so. */
function startOf(time: number, step: number, timeZone: string): number {
  return step < HOUR
    ? Math.floor(time / step) * step
    : timeOfWallClock(Math.floor(wallClockOf(time, timeZone) / step) * step, timeZone)
}
