import { answerOf, api, type History } from '../../shared/api/api'
import { startOfDay } from '../../shared/days'
import { shownTimeZone } from '../../shared/preferences'

export type ChartMetric = 'power' | 'co2'

/** Energy, emissions and cost of a stretch of time, and how much of it readings cover. */
export type Totals = History['schemas']['Totals']

/** Means of the readings from a time on, oldest first. */
export async function seriesSince(
  serverId: string,
  metric: ChartMetric,
  from: number,
  to: number,
): Promise<[time: number, value: number][]> {
  const { points } = await answerOf(
    api.GET('/api/v1/history/servers/{id}/series', {
      params: {
        path: { id: serverId },
        query: {
          metric,
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
          points: 1200,
        },
      },
    }),
  )
  return (points as [number, number, number, number][]).map(([time, , mean]) => [time, mean])
}

/** Totals of the day so far, in the time zone that times are shown in. */
export async function totalsOfToday(serverId: string, now: number): Promise<Totals> {
  const zone = shownTimeZone()
  const { total } = await answerOf(
    api.GET('/api/v1/history/servers/{id}/totals', {
      params: {
        path: { id: serverId },
        query: {
          from: new Date(startOfDay(now, zone)).toISOString(),
          to: new Date(now).toISOString(),
          bucket: 'day',
          zone,
        },
      },
    }),
  )
  return total
}
