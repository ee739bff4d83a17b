import { allPages, answerOf, api, type Scheduler } from '../../shared/api/api'
import type { TimeRange } from '../../shared/timerange/timeRange'

export type PlannedTask = Scheduler['schemas']['PlannedTask']
export type IntensityHour = Scheduler['schemas']['IntensityHour']

/** What has run, runs and will run in a range. */
export function planOf(range: TimeRange): Promise<PlannedTask[]> {
  return allPages((page) =>
    api.GET('/api/v1/plan', { params: { query: { ...isoRange(range), ...page } } }),
  )
}

/** Carbon intensity of a grid zone by hour, observed and then forecast. */
export async function intensityOf(zone: string, range: TimeRange): Promise<IntensityHour[]> {
  const { hours } = await answerOf(
    api.GET('/api/v1/intensity/{zone}', {
      params: { path: { zone }, query: isoRange(range) },
    }),
  )
  return hours
}

function isoRange({ from, to }: TimeRange): { from: string; to: string } {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}
