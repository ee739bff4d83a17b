import { NONE } from '../../shared/format'
import type { SensorStatus } from './dataApi'

/** As the platform has it, three intervals of silence mean that something is wrong. */
const INTERVALS_OF_SILENCE = 3

/** A live value is thinned, travels and is drawn: a lag below this is no sensor's fault. */
const ON_THE_WAY_MILLIS = 5_000

/** How long a reading holds: past that, nobody knows what a sensor without an interval does. */
const HOLD_MILLIS = 15 * 60_000

const figure = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 })

/** How often a sensor reads. */
export function interval(status: SensorStatus | undefined): string {
  const seconds = status?.expectedIntervalSeconds
  if (!seconds) {
    return NONE
  }
  if (seconds < 1) {
    return `${figure.format(1000 * seconds)} ms`
  }
  return seconds < 120 ? `${figure.format(seconds)} s` : `${figure.format(seconds / 60)} min`
}

/** How many readings come in a stretch of time that gives a readable figure. */
export function rate(status: SensorStatus | undefined): string {
  const seconds = status?.expectedIntervalSeconds
  if (!seconds) {
    return NONE
  }
  if (seconds <= 1) {
    return `${figure.format(1 / seconds)}/s`
  }
  return seconds <= 60 ? `${figure.format(60 / seconds)}/min` : `${figure.format(3600 / seconds)}/h`
}

/** Whether a sensor should have read since; by what is usual for it where that is known. */
export function isLate(lagMillis: number, status: SensorStatus | undefined): boolean {
  const usual = status?.expectedIntervalSeconds
  return lagMillis > (usual ? INTERVALS_OF_SILENCE * 1000 * usual + ON_THE_WAY_MILLIS : HOLD_MILLIS)
}
