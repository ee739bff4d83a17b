import { resolve, type RangeText, type TimeRange } from '../../shared/timerange/timeRange'
import { shifted, type Present } from '../../shared/timerange/timeExpression'

export type BucketUnit = 'hour' | 'day' | 'month'
export type PeriodName = 'day' | 'month' | 'year' | 'range'

/** A period whose energy is told, and the one before that it is compared with. */
export interface Period {
  unit: BucketUnit
  /** The period as far as it has passed. */
  passed: TimeRange
  before: TimeRange
  /** As much of the one before. */
  comparable: TimeRange
  /** What the one before is called. */
  against: string
}

export const PERIODS: Record<PeriodName, string> = {
  day: 'Today',
  month: 'This month',
  year: 'This year',
  range: 'Chosen range',
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

const CALENDAR = {
  day: { text: 'now/d', before: 'now-1d/d', step: 'd', unit: 'hour', against: 'yesterday' },
  month: { text: 'now/M', before: 'now-1M/M', step: 'M', unit: 'day', against: 'last month' },
  year: { text: 'now/y', before: 'now-1y/y', step: 'y', unit: 'month', against: 'last year' },
} as const

/** A period by its name; the chosen range is compared with as long a one before it. */
export function periodOf(name: PeriodName, chosen: TimeRange, present: Present): Period {
  return name === 'range' ? chosenPeriod(chosen, present.now) : calendarPeriod(name, present)
}

function calendarPeriod(name: 'day' | 'month' | 'year', present: Present): Period {
  const { text, before, step, unit, against } = CALENDAR[name]
  const whole = resolve(same(text), present) as TimeRange
  const previous = resolve(same(before), present) as TimeRange
  const then = shifted(present.now, -1, step, present.timeZone)
  return {
    unit,
    passed: { from: whole.from, to: Math.max(present.now, whole.from + 1) },
    before: previous,
    comparable: {
      from: previous.from,
      to: Math.max(previous.from + 1, Math.min(then, previous.to)),
    },
    against: `${against} up to this time`,
  }
}

function chosenPeriod({ from, to }: TimeRange, now: number): Period {
  const end = Math.max(from + 1, Math.min(to, now))
  const span = to - from
  return {
    unit: span <= 2 * DAY + HOUR ? 'hour' : span <= 93 * DAY ? 'day' : 'month',
    passed: { from, to: end },
    before: { from: Math.max(0, from - span), to: from },
    comparable: { from: Math.max(0, from - span), to: Math.max(1, end - span) },
    against: 'the same time before',
  }
}

function same(text: string): RangeText {
  return { from: text, to: text }
}
