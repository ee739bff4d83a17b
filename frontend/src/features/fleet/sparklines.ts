import pLimit from 'p-limit'

import { answerOf, api } from '../../shared/api/api'
import { now } from '../../shared/clock'
import { onForget } from '../../shared/forgetting'

export const SPAN_MILLIS = 30 * 60_000
const POINTS = 60

/** How long a line is good for. */
export const FRESH_MILLIS = 60_000

/** How many are fetched at the same time, and how many are kept for who scrolls back. */
const AT_ONCE = 4
const KEPT = 200

/** Where readings are missing for this many times their usual distance, so is the line. */
const GAP = 3

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
    keep(serverId, trend)
    return trend
  })
}

/** What was fetched last, be it fresh or not. */
export function lastTrendOf(serverId: string): Trend {
  return known.get(serverId)?.trend ?? []
}

onForget(() => {
  known.clear()
})

function keep(serverId: string, trend: Trend): void {
  known.delete(serverId)
  known.set(serverId, { trend, at: Date.now() })
  const [oldest] = known.keys()
  if (known.size > KEPT && oldest !== undefined) {
    known.delete(oldest)
  }
}

/** The line as the path of an SVG, highest value on top; gaps stay gaps, a lone value is a dot. */
export function linePath(trend: Trend, width: number, height: number): string {
  const watts = trend.map(([, value]) => value)
  const lowest = Math.min(...watts)
  const reach = Math.max(...watts) - lowest || 1
  const longest = GAP * usualDistance(trend)
  return trend
    .map(([millis, value], index) => {
      const x = ((millis / SPAN_MILLIS) * width).toFixed(1)
      const y = (height - 1 - ((value - lowest) / reach) * (height - 2)).toFixed(1)
      const before = trend[index - 1]?.[0] ?? Number.NEGATIVE_INFINITY
      // A line to itself is a dot, should no other value follow.
      return millis - before > longest ? `M${x},${y}h0` : `L${x},${y}`
    })
    .join('')
}

/** The median of the times between values, which some gaps do not move. */
function usualDistance(trend: Trend): number {
  const distances = trend.slice(1).map(([millis], index) => millis - (trend[index]?.[0] ?? 0))
  return distances.sort((a, b) => a - b)[Math.floor(distances.length / 2)] ?? 0
}
