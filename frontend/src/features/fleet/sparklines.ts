import pLimit from 'p-limit'

import { answerOf, api } from '../../shared/api/api'
import { now } from '../../shared/clock'

export const SPAN_MILLIS = 30 * 60_000
const POINTS = 60

/** How long a line is good for, and how many are fetched at the same time. */
const FRESH_MILLIS = 60_000
const AT_ONCE = 4

/** Means over the last half hour: milliseconds since its begin, and watts. */
export type Trend = readonly (readonly [millis: number, watts: number])[]

const known = new Map<string, { trend: Trend; at: number }>()
const turn = pLimit(AT_ONCE)

/** The power of a server over the last half hour; fetched once for all that ask within a minute. */
export function trendOf(serverId: string, signal: AbortSignal): Promise<Trend> {
  return turn(async () => {
    const before = known.get(serverId)
    if (signal.aborted || (before !== undefined && Date.now() - before.at < FRESH_MILLIS)) {
      return before?.trend ?? []
    }
    const to = now()
    const from = to - SPAN_MILLIS
    const { points } = await answerOf(
      api.GET('/api/v1/history/servers/{id}/series', {
        params: {
          path: { id: serverId },
          query: {
            metric: 'power',
            from: new Date(from).toISOString(),
            to: new Date(to).toISOString(),
            points: POINTS,
          },
        },
        signal,
      }),
    )
    const trend = points.map(([time = 0, , mean = 0]) => [time - from, mean] as const)
    known.set(serverId, { trend, at: Date.now() })
    return trend
  })
}

/** The line as the points of an SVG polyline, highest value on top. */
export function polyline(trend: Trend, width: number, height: number): string {
  const watts = trend.map(([, value]) => value)
  const lowest = Math.min(...watts)
  const reach = Math.max(...watts) - lowest || 1
  return trend
    .map(([millis, value]) => {
      const x = (millis / SPAN_MILLIS) * width
      const y = height - 1 - ((value - lowest) / reach) * (height - 2)
      return `${x.toFixed(1)},${y.toFixed(1)}`
    })
    .join(' ')
}
