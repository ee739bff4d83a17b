import { answerOf, api, type Scheduler } from '../../shared/api/api'
import { clockFormat, counted } from '../../shared/format'
import { shownTimeZone } from '../../shared/preferences'
import { shifted } from '../../shared/timerange/timeExpression'

export type Savings = Scheduler['schemas']['Savings']

export type SavingsBucket = Scheduler['schemas']['Bucket']
export type SavingsAnswer = Scheduler['schemas']['SavingsAnswer']

/** How savings are told: how far back, and by what. */
export const SPANS = {
  day: { title: '30 days', unit: 'd', count: 30, column: 'Day' },
  month: { title: '12 months', unit: 'M', count: 12, column: 'Month' },
} as const

export type SpanName = keyof typeof SPANS

/** What planning has saved of the tasks that ended in the time of a span. */
export async function savingsOf(now: number, name: SpanName): Promise<SavingsAnswer> {
  const zone = shownTimeZone()
  const { unit, count } = SPANS[name]
  return answerOf(
    api.GET('/api/v1/plan/savings', {
      params: {
        query: {
          from: new Date(shifted(now, -count, unit, zone)).toISOString(),
          to: new Date(now).toISOString(),
          bucket: name,
          zone,
        },
      },
    }),
  )
}

/** Those in which tasks ended, the newest first. */
export function toldBuckets({ buckets }: SavingsAnswer): SavingsBucket[] {
  return buckets.filter(({ savings }) => savings.tasks + savings.notCompared > 0).reverse()
}

/** How the day or month is called that begins then. */
export function bucketName(start: string, name: SpanName): string {
  return clockFormat(
    name === 'day'
      ? { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }
      : { month: 'long', year: 'numeric' },
  ).format(Date.parse(start))
}

/** Of how many tasks the figure is, and of how many there is none. */
export function basisOf({ tasks, notCompared }: Savings): string {
  const rest = notCompared > 0 ? `; ${counted(notCompared, 'task')} not compared` : ''
  return tasks === 0
    ? `nothing to compare in 30 days${rest}`
    : `CO₂eq of ${counted(tasks, 'task')} in 30 days${rest}`
}

/** Undefined where nothing was compared, which is not the same as nothing saved. */
export function savedGrams(savings: Savings | undefined): number | undefined {
  return savings && savings.tasks > 0 ? savings.savedGrams : undefined
}
