import { clockFormat, share, timeOfDay } from '../../shared/format'
import type { Origin } from '../../shared/live/liveUpdate'
import type { BucketUnit, PeriodName } from './periods'
import type { Bucket, Totals } from './serverApi'

/** An hour, a day or a month of a period beside that of the period before. */
export interface EnergyRow {
  label: string
  now: Bucket | undefined
  before: Bucket | undefined
}

/** Puts buckets of two periods side by side: the first by the first, whatever their dates. */
export function rowsOf(
  buckets: readonly Bucket[],
  before: readonly Bucket[],
  labelOf: (start: number) => string,
): EnergyRow[] {
  return Array.from({ length: Math.max(buckets.length, before.length) }, (_, index) => {
    const now = buckets[index]
    const then = before[index]
    const start = (now ?? then)?.start
    return { label: start === undefined ? '' : labelOf(Date.parse(start)), now, before: then }
  })
}

/** How a bucket is called under its bar. */
export function bucketLabel(start: number, unit: BucketUnit, period: PeriodName): string {
  switch (unit) {
    case 'hour':
      return timeOfDay(start, false)
    case 'day':
      return clockFormat(
        period === 'month' ? { day: 'numeric' } : { day: 'numeric', month: 'short' },
      ).format(start)
    case 'month':
      return clockFormat(
        period === 'year' ? { month: 'short' } : { month: 'short', year: 'numeric' },
      ).format(start)
  }
}

/** One figure of two periods, and how much of each is known. */
export interface Compared {
  now: number
  before: number
  coverage: number
  coverageBefore: number
}

const percent = new Intl.NumberFormat('en-GB', {
  style: 'percent',
  maximumFractionDigits: 0,
  signDisplay: 'exceptZero',
})

/** A period of which this much less is covered is no equal of the other. */
const EQUAL_COVERAGE = 0.9

/** How a figure has changed, or why that can't be said. */
export function comparison(figure: Compared, against: string): string {
  if (figure.coverage === 0) {
    return 'No readings yet'
  }
  if (figure.coverageBefore === 0) {
    return `No readings of ${against} to compare with`
  }
  const change =
    figure.before > 0
      ? `${percent
          .format(figure.now / figure.before - 1)
          .replace('%', ' %')
          .replace('-', '−')} against ${against}`
      : `Nothing ${against}`
  return figure.coverageBefore < EQUAL_COVERAGE * figure.coverage
    ? `${change}, of which ${share(figure.coverageBefore)} is covered`
    : change
}

const SENSORS: Record<Origin, string> = {
  MEASURED: 'measured by the',
  MODELLED: 'modelled by the',
  EMULATED: 'told by the emulated',
}

/** What emissions come from, as a person would say it; the origin is that of the CO₂ sensor. */
export function basisInWords(basis: Totals['emissionsBasis'], origin?: Origin): string {
  const sensor = origin === undefined ? 'told by the' : SENSORS[origin]
  switch (basis) {
    case 'co2-sensor':
      return `Emissions as ${sensor} CO₂ sensor.`
    case 'power-model':
      return 'Emissions computed from power: power × PUE × carbon intensity.'
    case 'mixed':
      return `Emissions as ${sensor} CO₂ sensor; where it said nothing, computed from power.`
    default:
      return ''
  }
}
