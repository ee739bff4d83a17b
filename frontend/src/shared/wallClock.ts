/**
 * What the clocks of a time zone show, as a number: the milliseconds since 1970 at which a clock in
 * UTC shows the same. Calendar arithmetic is done on it, and daylight saving is left to the way back.
 */
export function wallClockOf(time: number, timeZone: string): number {
  return time + offsetMillis(time, timeZone)
}

/**
 * When the clocks of a time zone show that. A time that they skip is taken to be the moment after;
 * of a time that they show twice it is the first.
 */
export function timeOfWallClock(wallClock: number, timeZone: string): number {
  const before = wallClock - offsetMillis(wallClock - DAY, timeZone)
  const after = wallClock - offsetMillis(wallClock + DAY, timeZone)
  if (wallClockOf(before, timeZone) === wallClock) {
    return before
  }
  return wallClockOf(after, timeZone) === wallClock ? after : firstAfter(after, before, timeZone)
}

/** Longer than any clock is ahead of UTC or behind it; so near to each other clocks are set but once. */
const DAY = 24 * 3_600_000

/** The moment between two times at which the clocks were put forward. */
function firstAfter(low: number, high: number, timeZone: string): number {
  const offset = offsetMillis(high, timeZone)
  let [from, to] = [low, high]
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2)
    if (offsetMillis(middle, timeZone) === offset) {
      to = middle
    } else {
      from = middle
    }
  }
  return to
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** How far the clocks of a time zone are ahead of UTC at a time. */
function offsetMillis(time: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(time)
  const told = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value)
  const wallClock = Date.UTC(
    told('year'),
    told('month') - 1,
    told('day'),
    told('hour'),
    told('minute'),
    told('second'),
  )
  return wallClock - Math.floor(time / 1000) * 1000
}

/** Making a format costs a thousand times as much as using it. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let known = formats.get(timeZone)
  if (known === undefined) {
    known = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(timeZone, known)
  }
  return known
}
