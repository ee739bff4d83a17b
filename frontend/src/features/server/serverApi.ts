import { api, historyOf, type History } from '../../shared/api/api'
import { asOrigin, type Origin } from '../../shared/live/liveUpdate'
import { shownTimeZone } from '../../shared/preferences'
import type { TimeRange } from '../../shared/timerange/timeRange'
import type { BucketUnit } from './periods'

/** Energy, emissions and cost of a stretch of time, and how much of it readings cover. */
export type Totals = History['schemas']['Totals']
export type Bucket = History['schemas']['Bucket']
export type ServerTotals = History['schemas']['ServerTotals']

/** Where the last stored reading of each sensor comes from. */
export async function storedOrigins(serverId: string): Promise<Partial<Record<string, Origin>>> {
  const { sensors } = await historyOf(
    api.GET('/api/v1/history/servers/{id}/status', { params: { path: { id: serverId } } }),
  )
  return Object.fromEntries(
    sensors.map(({ metric, lastReading }) => [metric, asOrigin(lastReading?.origin)]),
  )
}

/** Totals in buckets of the time zone that times are shown in. */
export function totalsOf(
  serverId: string,
  { from, to }: TimeRange,
  bucket: BucketUnit,
  signal: AbortSignal,
): Promise<ServerTotals> {
  return historyOf(
    api.GET('/api/v1/history/servers/{id}/totals', {
      params: {
        path: { id: serverId },
        query: {
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
          bucket,
          zone: shownTimeZone(),
        },
      },
      signal,
    }),
  )
}
