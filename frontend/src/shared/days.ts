import { timeOfWallClock, wallClockOf } from './wallClock'

const DAY_MILLIS = 86_400_000

/**
 * Milliseconds since 1970 of the midnight that began the day of a time, in a time zone. Where clocks
 * were put forward over midnight, the first moment of the day.
 */
export function startOfDay(time: number, timeZone: string): number {
  const midnight = Math.floor(wallClockOf(time, timeZone) / DAY_MILLIS) * DAY_MILLIS
  return timeOfWallClock(midnight, timeZone)
}
