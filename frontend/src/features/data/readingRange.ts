/** Milliseconds since 1970: from, inclusive, to, exclusive. */
export interface TimeRange {
  from: number
  to: number
}

/** As the address names it: times that move with the present, or milliseconds since 1970. */
export interface RangeText {
  from: string
  to: string
}

const MINUTE = 60_000
const DAY = 1440 * MINUTE

/** As the platform has it: a year more than readings are kept. */
const LONGEST_MILLIS = 11 * 366 * DAY

/** What the platform takes as a time. */
const LATEST = Date.UTC(2200, 0, 1)

/** Ranges that end now, by their start. */
export const RECENT: Readonly<Record<string, { title: string; millis: number }>> = {
  'now-15m': { title: '15 min', millis: 15 * MINUTE },
  'now-1h': { title: '1 h', millis: 60 * MINUTE },
  'now-24h': { title: '24 h', millis: DAY },
  'now-7d': { title: '7 d', millis: 7 * DAY },
}

export const USUAL: RangeText = { from: 'now-15m', to: 'now' }

/** The range that an address names; the usual one where it names none that can be read. */
export function rangeInQuery({ from, to }: { from?: unknown; to?: unknown }): RangeText {
  const named = typeof from === 'string' && typeof to === 'string' ? { from, to } : USUAL
  return resolve(named, 0) === undefined ? USUAL : named
}

/** Reads a range at a moment; undefined where it is none. */
export function resolve({ from, to }: RangeText, now: number): TimeRange | undefined {
  const recent = to === 'now' ? RECENT[from] : undefined
  if (recent !== undefined) {
    return { from: now - recent.millis, to: now }
  }
  const range = { from: millisOf(from), to: millisOf(to) }
  return problemOf(range) === '' ? range : undefined
}

/** A range that stays where it is. */
export function fixed({ from, to }: TimeRange): RangeText {
  return { from: String(from), to: String(to) }
}

/** What is wrong with a range, in words; empty where nothing is. */
export function problemOf({ from, to }: TimeRange): string {
  if (!(from >= 0 && to <= LATEST)) {
    return 'Give both times.'
  }
  if (from >= to) {
    return 'The end is not after the start.'
  }
  return to - from > LONGEST_MILLIS ? 'At most 11 years.' : ''
}

function millisOf(text: string): number {
  return /^\d{1,14}$/.test(text) ? Number(text) : Number.NaN
}
