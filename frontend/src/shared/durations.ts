import { decimalOf } from './decimals'

const SECONDS: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60, s: 1 }

/** One part of what is typed: "2 h", "30min", "1.5 days". */
const PART =
  /(\d+(?:[.,]\d+)?)\s*(d|days?|h|hours?|hrs?|m|mins?|minutes?|s|secs?|seconds?)(?![a-z])\s*/iy

/** Hours and minutes as clocks write them. */
const CLOCK = /^(\d{1,3}):([0-5]\d)$/

/** Seconds of a duration such as "2h 30m", "90 min" or "2:30"; NaN where it is none. */
export function secondsOf(text: string): number {
  const plain = text.trim()
  const clock = CLOCK.exec(plain)
  if (clock !== null) {
    return Number(clock[1]) * 3_600 + Number(clock[2]) * 60
  }
  PART.lastIndex = 0
  let seconds = 0
  let end = 0
  while (end < plain.length) {
    const part = PART.exec(plain)
    if (part === null) {
      return Number.NaN
    }
    const [, figure = '', unit = ''] = part
    seconds += decimalOf(figure) * (SECONDS[unit.charAt(0).toLowerCase()] as number)
    end = PART.lastIndex
  }
  return plain === '' ? Number.NaN : Math.round(seconds)
}

/** As ISO 8601 writes it, in seconds. */
export function isoDuration(seconds: number): string {
  return `PT${seconds}S`
}

const ISO = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** Seconds of a duration as the platform writes it: PT2H30M; undefined where it is none. */
export function secondsOfIso(text: string): number | undefined {
  const [whole, days = 0, hours = 0, minutes = 0, seconds = 0] = ISO.exec(text) ?? []
  return whole === undefined
    ? undefined
    : Number(days) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)
}

/** In its two largest units: "2 h 30 min". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) {
    return `${whole} s`
  }
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) {
    return joined([minutes, 'min'], [whole % 60, 's'])
  }
  const hours = Math.floor(minutes / 60)
  return hours < 48
    ? joined([hours, 'h'], [minutes % 60, 'min'])
    : joined([Math.floor(hours / 24), 'd'], [hours % 24, 'h'])
}

function joined(...parts: [number, string][]): string {
  return parts
    .filter(([figure]) => figure > 0)
    .map(([figure, unit]) => `${figure} ${unit}`)
    .join(' ')
}
