import { pointsOf } from '../../shared/chart/useRangeLoading'
import type { ChartMetric } from '../../shared/metrics'
import type { TimeRange } from '../../shared/timerange/timeRange'

export type ExportKind = 'readings' | 'series'

/** Where the readings of a range are, one by one or in intervals, as CSV or, without a type, JSON. */
export function exportAddress(
  kind: ExportKind,
  serverId: string,
  metric: ChartMetric,
  range: TimeRange,
  type: '.csv' | '' = '.csv',
): string {
  const query = new URLSearchParams({
    metric,
    from: new Date(range.from).toISOString(),
    to: new Date(range.to).toISOString(),
    ...(kind === 'series' && { points: String(pointsOf(range)) }),
  })
  return `/api/v1/history/servers/${encodeURIComponent(serverId)}/${kind}${type}?${query.toString()}`
}

/** A line for a script, which has a token in $TOKEN. */
export function curlOf(origin: string, address: string): string {
  return `curl -sSf -H "Authorization: Bearer $TOKEN" '${origin}${address}'`
}

/** How a script gets the token. */
export function tokenHint(origin: string): string {
  return [
    `TOKEN=$(curl -sSf ${origin}/api/v1/auth/token -H 'Content-Type: application/json' \\`,
    `  -d '{"email":"you@example.org","password":"..."}' | jq -r .access_token)`,
  ].join('\n')
}
