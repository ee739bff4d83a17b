import uPlot from 'uplot'

import { clockFormat, timeOfDay } from '../format'
import { startOfDay } from '../days'
import { shownTimeZone } from '../preferences'
import { wallClockOf } from '../wallClock'

const MINUTE = 60_000
const DAY = 86_400_000
const LEAST_MONTH = 28 * DAY
const LEAST_YEAR = 365 * DAY

/**
 * Labels of an axis of time, as precise as its steps: times of day, and where a day, a month or a
 * year begins, its name instead.
 */
export function timeLabels(times: readonly number[], step: number): string[] {
  const timeZone = shownTimeZone()
  return times.map((time) => {
    if (step < DAY) {
      return startOfDay(time, timeZone) === time
        ? dayAndMonth(time)
        : timeOfDay(time, step < MINUTE)
    }
    const date = new Date(wallClockOf(time, timeZone))
    if (step >= LEAST_YEAR || (date.getUTCMonth() === 0 && date.getUTCDate() === 1)) {
      return String(date.getUTCFullYear())
    }
    return step >= LEAST_MONTH ? month(time) : dayAndMonth(time)
  })
}

/** A date whose local fields are what the clocks of the shown time zone show. */
export function zonedDate(time: number): Date {
  return uPlot.tzDate(new Date(time), shownTimeZone())
}

function dayAndMonth(time: number): string {
  return clockFormat({ day: 'numeric', month: 'short' }).format(time)
}

function month(time: number): string {
  return clockFormat({ month: 'short' }).format(time)
}
