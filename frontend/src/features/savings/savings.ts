import { answerOf, api, type Scheduler } from '../../shared/api/api'
import { shownTimeZone } from '../../shared/preferences'
import { shifted } from '../../shared/timerange/timeExpression'

export type Savings = Scheduler['schemas']['Savings']

const DAYS = 30

/** What planning has saved of the tasks that ended in the last thirty days. */
export async function savingsOf(now: number): Promise<Savings> {
  const zone = shownTimeZone()
  const { total } = await answerOf(
    api.GET('/api/v1/plan/savings', {
      params: {
        query: {
          from: new Date(shifted(now, -DAYS, 'd', zone)).toISOString(),
          to: new Date(now).toISOString(),
          bucket: 'day',
          zone,
        },
      },
    }),
  )
  return total
}

/** Of how many tasks the figure is, and of how many there is none. */
export function basisOf({ tasks, notCompared }: Savings): string {
  const rest = notCompared > 0 ? `; ${counted(notCompared)} not compared` : ''
  return tasks === 0
    ? `nothing to compare in 30 days${rest}`
    : `CO₂eq of ${counted(tasks)} in 30 days${rest}`
}

function counted(tasks: number): string {
  return `${tasks} task${tasks === 1 ? '' : 's'}`
}

/** Undefined where nothing was compared, which is not the same as nothing saved. */
export function savedGrams(savings: Savings | undefined): number | undefined {
  return savings && savings.tasks > 0 ? savings.savedGrams : undefined
}
