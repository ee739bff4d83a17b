import { shownTimeZone } from './preferences'
import { timeOfWallClock } from './wallClock'

/** A time as the fields of browsers want it, in the time zone that times are shown in. */
export function toField(millis: number): string {
  // Swedes write dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: shownTimeZone(),
    dateStyle: 'short',
    timeStyle: 'medium',
  })
    .format(millis)
    .replace(' ', 'T')
}

/** Milliseconds since 1970 of what such a field holds; NaN while it is not complete. */
export function fromField(text: string): number {
  const wallClock = Date.parse(`${text}Z`)
  if (Number.isNaN(wallClock)) {
    return Number.NaN
  }
  return timeOfWallClock(wallClock, shownTimeZone())
}
