/** A difference below this is the header's whole seconds and the way to here, not a wrong clock. */
const TOLERANCE_MILLIS = 3_000

let offset = 0

/** Learns the platform's time from a Date header, so that a wrong clock here bends no chart. */
export function noteServerTime(dateHeader: string | null): void {
  const told = dateHeader === null ? Number.NaN : Date.parse(dateHeader)
  if (Number.isNaN(told)) {
    return
  }
  const difference = told - Date.now()
  offset = Math.abs(difference) > TOLERANCE_MILLIS ? difference : 0
}

/** Milliseconds since 1970 as the platform counts them. */
export function now(): number {
  return Date.now() + offset
}
