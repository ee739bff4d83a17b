const DAY_MILLIS = 86_400_000

/**
 * Milliseconds since 1970 of the midnight that began the day of a time, in a time zone. Where clocks
 * were put forward over midnight, the first moment of the day.
 */
export function startOfDay(time: number, timeZone: string): number {
  const wallClock = time + offsetMillis(time, timeZone)
  const midnight = Math.floor(wallClock / DAY_MILLIS) * DAY_MILLIS
  // The offset may have changed since midnight, so it is asked for there.
  return midnight - offsetMillis(midnight - offsetMillis(time, timeZone), timeZone)
}

/** How far the clocks of a time zone are ahead of UTC at a time. */
function offsetMillis(time: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(time)
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
