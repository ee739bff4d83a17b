import { http } from '../../shared/api/http'

export type ChartMetric = 'power' | 'co2'

interface WireSeries {
  metric: string
  unit: string
  resolutionSeconds: number
  points: [epochMillis: number, minimum: number, mean: number, maximum: number][]
}

/** Energy, emissions and cost of a stretch of time, and how much of it readings cover. */
export interface Totals {
  energyKwh: number
  emissionsGrams: number
  /** Null when the day has several currencies. */
  cost: number | null
  currency: string | null
  coverage: number
}

/** Means of the readings from a time on, oldest first. */
export async function seriesSince(
  serverId: string,
  metric: ChartMetric,
  from: number,
  to: number,
): Promise<[time: number, value: number][]> {
  const series = await http.get<WireSeries>(`${historyOf(serverId)}/series`, {
    metric,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    points: 1200,
  })
  return series.points.map(([time, , mean]) => [time, mean])
}

/** Totals of the day so far, in this browser's time zone. */
export async function totalsOfToday(serverId: string, now: number): Promise<Totals> {
  const midnight = new Date(now)
  midnight.setHours(0, 0, 0, 0)
  const { total } = await http.get<{ total: Totals }>(`${historyOf(serverId)}/totals`, {
    from: midnight.toISOString(),
    to: new Date(now).toISOString(),
    bucket: 'day',
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  })
  return total
}

function historyOf(serverId: string): string {
  return `/api/v1/history/servers/${encodeURIComponent(serverId)}`
}
