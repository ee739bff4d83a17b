import { answerOf, api, type History } from '../../shared/api/api'
import { startOfDay } from '../../shared/days'
import { shownTimeZone } from '../../shared/preferences'

export const GROUPINGS = ['site', 'rack', 'source'] as const
export type Grouping = (typeof GROUPINGS)[number]

export type Totals = History['schemas']['Totals']

export interface FleetTotals {
  total: Totals
  /** By what the grouping is by: site id, site id and rack, or source. */
  groups: ReadonlyMap<string, { name: string; total: Totals }>
}

/** Energy, emissions and cost of the day so far. */
export async function fleetToday(groupBy: Grouping, now: number): Promise<FleetTotals> {
  const zone = shownTimeZone()
  const { total, groups } = await answerOf(
    api.GET('/api/v1/history/fleet/totals', {
      params: {
        query: {
          from: new Date(startOfDay(now, zone)).toISOString(),
          to: new Date(now).toISOString(),
          bucket: 'day',
          zone,
          groupBy,
        },
      },
    }),
  )
  return {
    total,
    groups: new Map(groups.map((group) => [group.key, { name: group.name, total: group.total }])),
  }
}
