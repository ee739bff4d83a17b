import { timeOfWallClock, wallClockOf } from '../wallClock'

/** A range begins at the start of a rounded unit and ends at its end. */
export type Bound = 'from' | 'to'

/** What an expression is read against. */
export interface Present {
  /** Milliseconds since 1970. */
  now: number
  /** IANA name of the time zone whose days and months are meant. */
  timeZone: string
}

type Unit = 's' | 'm' | 'h' | 'd' | 'w' | 'M' | 'y'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Units that are always as long as this; days and longer ones are counted by the calendar. */
const FIXED: Partial<Record<Unit, number>> = { s: SECOND, m: MINUTE, h: HOUR }

const RELATIVE = /^now((?:[+-]\d{1,5}[smhdwMy])*)(?:\/([smhdwMy]))?$/
const STEP = /([+-]\d+)([smhdwMy])/g
const EPOCH_MILLIS = /^\d{9,14}$/
const DATE = /^\d{4}-\d\d-\d\d$/
const LOCAL = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d{1,3})?)?$/
const OFFSET = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i

/** What the platform takes as a time. */
const EARLIEST = 0
const LATEST = Date.UTC(2200, 0, 1)

/** Whether a text is a time that moves with the present, such as `now-1h` or `now/d`. */
export function isRelative(text: string): boolean {
  return RELATIVE.test(text.trim())
}

/**
 * Reads a time as Grafana writes it (`now-6h`, `now-1d/d`), as ISO 8601, whose date or local time is
 * meant in the shown time zone, or as milliseconds since 1970.
 *
 * @returns milliseconds since 1970; undefined where it is no time that the platform takes
 */
export function parseTime(text: string, bound: Bound, present: Present): number | undefined {
  const time = readTime(text.trim(), bound, present)
  return time !== undefined && isTaken(time) ? time : undefined
}

function isTaken(time: number): boolean {
  return time >= EARLIEST && time <= LATEST
}

function readTime(text: string, bound: Bound, present: Present): number | undefined {
  const relative = RELATIVE.exec(text)
  if (relative !== null) {
    return readRelative(relative, bound, present)
  }
  if (EPOCH_MILLIS.test(text)) {
    return Number(text)
  }
  if (OFFSET.test(text)) {
    return usable(Date.parse(text.replace(' ', 'T')))
  }
  return readLocal(text, bound, present.timeZone)
}

function readLocal(text: string, bound: Bound, timeZone: string): number | undefined {
  if (DATE.test(text)) {
    const midnight = wallClockAt(text, '00:00')
    return (
      midnight && timeOfWallClock(bound === 'from' ? midnight : add(midnight, 1, 'd'), timeZone)
    )
  }
  const [, date, minutes, seconds = ''] = LOCAL.exec(text) ?? []
  const wallClock = date && wallClockAt(date, `${minutes}${seconds}`)
  return wallClock ? timeOfWallClock(wallClock, timeZone) : undefined
}

function wallClockAt(date: string, time: string): number | undefined {
  const wallClock = usable(Date.parse(`${date}T${time}Z`))
  // The 31st of a shorter month is read as one of the next.
  return wallClock !== undefined && new Date(wallClock).toISOString().startsWith(date)
    ? wallClock
    : undefined
}

function readRelative(
  [, steps = '', unit]: RegExpExecArray,
  bound: Bound,
  { now, timeZone }: Present,
): number | undefined {
  let time = now
  for (const [, count, step] of steps.matchAll(STEP)) {
    time = shifted(time, Number(count), step as Unit, timeZone)
    // Calendars know no time zones in the ice age.
    if (!isTaken(time)) {
      return undefined
    }
  }
  if (unit === undefined) {
    return time
  }
  const start = startOf(wallClockOf(time, timeZone), unit as Unit)
  return timeOfWallClock(bound === 'from' ? start : add(start, 1, unit as Unit), timeZone)
}

/** A time that is so many units later; days and longer ones by the calendar of the zone. */
export function shifted(time: number, count: number, unit: Unit, timeZone: string): number {
  const fixed = FIXED[unit]
  if (fixed !== undefined) {
    return time + count * fixed
  }
  const wallClock = add(wallClockOf(time, timeZone), count, unit)
  return isTaken(wallClock) ? timeOfWallClock(wallClock, timeZone) : wallClock
}

/** The last day of January plus a month is the last day of February. */
function add(wallClock: number, count: number, unit: Unit): number {
  if (unit === 'M' || unit === 'y') {
    const date = new Date(wallClock)
    const months = date.getUTCMonth() + (unit === 'y' ? 12 * count : count)
    const lastDay = new Date(Date.UTC(date.getUTCFullYear(), months + 1, 0)).getUTCDate()
    return date.setUTCFullYear(date.getUTCFullYear(), months, Math.min(date.getUTCDate(), lastDay))
  }
  return wallClock + count * (FIXED[unit] ?? (unit === 'w' ? 7 * DAY : DAY))
}

function startOf(wallClock: number, unit: Unit): number {
  const day = Math.floor(wallClock / DAY) * DAY
  const date = new Date(day)
  switch (unit) {
    case 'y':
      return Date.UTC(date.getUTCFullYear(), 0, 1)
    case 'M':
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
    case 'w':
      // Weeks begin on Monday, as ISO 8601 has it.
      return day - ((date.getUTCDay() + 6) % 7) * DAY
    case 'd':
      return day
    default:
      return Math.floor(wallClock / (FIXED[unit] as number)) * (FIXED[unit] as number)
  }
}

function usable(millis: number): number | undefined {
  return Number.isNaN(millis) ? undefined : millis
}
