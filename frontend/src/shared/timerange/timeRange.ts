import { startOfDay } from '../days'
import { dateAndTime, timeOfDay } from '../format'
import { isRelative, parseTime, type Present } from './timeExpression'

/** A range as its reader writes it and as the address keeps it. */
export interface RangeText {
  from: string
  to: string
}

/** The same in milliseconds since 1970: from, inclusive, to, exclusive. */
export interface TimeRange {
  from: number
  to: number
}

/** A range that is shown, and moves with the present while it is live. */
export interface ShownRange extends TimeRange {
  /** Whether its start is a time, which stays in sight: its end alone moves then. */
  keepsStart?: boolean
}

export interface Preset extends RangeText {
  title: string
}

export const PRESETS: readonly Preset[] = [
  { from: 'now-5m', to: 'now', title: 'Last 5 minutes' },
  { from: 'now-10m', to: 'now', title: 'Last 10 minutes' },
  { from: 'now-15m', to: 'now', title: 'Last 15 minutes' },
  { from: 'now-30m', to: 'now', title: 'Last 30 minutes' },
  { from: 'now-1h', to: 'now', title: 'Last hour' },
  { from: 'now-3h', to: 'now', title: 'Last 3 hours' },
  { from: 'now-6h', to: 'now', title: 'Last 6 hours' },
  { from: 'now-12h', to: 'now', title: 'Last 12 hours' },
  { from: 'now-24h', to: 'now', title: 'Last 24 hours' },
  { from: 'now-2d', to: 'now', title: 'Last 2 days' },
  { from: 'now-7d', to: 'now', title: 'Last 7 days' },
  { from: 'now-30d', to: 'now', title: 'Last 30 days' },
  { from: 'now/d', to: 'now/d', title: 'This day' },
  { from: 'now-1d/d', to: 'now-1d/d', title: 'Yesterday' },
  { from: 'now/w', to: 'now/w', title: 'This week' },
  { from: 'now/M', to: 'now/M', title: 'This month' },
  { from: 'now/y', to: 'now/y', title: 'This year' },
]

/** Shorter ones show less than two readings of most sensors. */
const SHORTEST_MILLIS = 5_000

/** As the platform has it: a year more than readings are kept. */
const LONGEST_MILLIS = 11 * 366 * 86_400_000

/** What is wrong with each end of a range; nothing where it can be shown. */
export interface RangeProblems {
  from?: string
  to?: string
}

/** Reads both ends of a range. */
export function resolve(text: RangeText, present: Present): TimeRange | undefined {
  const from = parseTime(text.from, 'from', present)
  const to = parseTime(text.to, 'to', present)
  return from !== undefined && to !== undefined && lengthProblem(from, to) === undefined
    ? { from, to }
    : undefined
}

export function problemsOf(text: RangeText, present: Present): RangeProblems {
  const from = parseTime(text.from, 'from', present)
  const to = parseTime(text.to, 'to', present)
  const wrong = 'A time such as now-6h, now/d, 2026-03-31 or 2026-03-31 14:30.'
  if (from === undefined || to === undefined) {
    return { ...(from === undefined && { from: wrong }), ...(to === undefined && { to: wrong }) }
  }
  const problem = lengthProblem(from, to)
  return problem === undefined ? {} : { to: problem }
}

function lengthProblem(from: number, to: number): string | undefined {
  if (to <= from) {
    return 'Not before the start.'
  }
  if (to - from < SHORTEST_MILLIS) {
    return `At least ${SHORTEST_MILLIS / 1000} seconds after the start.`
  }
  return to - from > LONGEST_MILLIS ? 'At most 11 years after the start.' : undefined
}

/** Whether a range slides with the present, so that it can be live. */
export function endsNow({ to }: RangeText): boolean {
  return to.trim() === 'now'
}

/** A live range as it is at a time; it ends after its start also where a clock was set back. */
export function endingAt({ from, to, keepsStart }: ShownRange, end: number): TimeRange {
  return keepsStart
    ? { from, to: Math.max(end, from + SHORTEST_MILLIS) }
    : { from: end - (to - from), to: end }
}

/** A range that stands still, to the second that its ends are shown in. */
export function absolute({ from, to }: TimeRange): RangeText {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}

/** A range of the same length that ends now and slides. */
export function sliding({ from, to }: TimeRange): RangeText {
  const seconds = Math.round((to - from) / 1000)
  const known = PRESETS.find(
    (preset) => endsNow(preset) && preset.from === withUnit(seconds, preset.from.slice(-1)),
  )
  return { from: known?.from ?? `now-${seconds}s`, to: 'now' }
}

function withUnit(seconds: number, unit: string): string {
  const lengths: Record<string, number> = { m: 60, h: 3_600, d: 86_400 }
  return `now-${seconds / (lengths[unit] ?? 1)}${unit}`
}

/** Half a range later (1) or earlier (-1), as Grafana does it, but not past the present. */
export function shift({ from, to }: TimeRange, direction: 1 | -1, now: number): TimeRange {
  const by = (direction * (to - from)) / 2
  const ahead = Math.max(0, Math.min(to + by, Math.max(now, to)) - to)
  const moved = Math.round(direction > 0 ? ahead : Math.max(by, -from))
  return { from: from + moved, to: to + moved }
}

/** Twice as long about the same middle; what would lie in the future is added to the past. */
export function zoomOut({ from, to }: TimeRange, now: number): TimeRange {
  const span = Math.min(2 * (to - from), LONGEST_MILLIS)
  const end = Math.min(Math.round((from + to + span) / 2), Math.max(now, to))
  return { from: Math.max(0, end - span), to: end }
}

/** What a person calls a range. */
export function titleOf(text: RangeText, present: Present): string {
  const preset = PRESETS.find(({ from, to }) => from === text.from && to === text.to)
  if (preset !== undefined) {
    return preset.title
  }
  const range = resolve(text, present)
  if (range === undefined) {
    return `${text.from} to ${text.to}`
  }
  const still = !isRelative(text.from)
  const sameDay =
    still && startOfDay(range.from, present.timeZone) === startOfDay(range.to, present.timeZone)
  const from = still ? dateAndTime(range.from) : text.from
  const to = sameDay ? timeOfDay(range.to) : dateAndTime(range.to)
  return `${from} to ${isRelative(text.to) ? text.to : to}`
}
