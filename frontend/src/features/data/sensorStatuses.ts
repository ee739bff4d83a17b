import pLimit from 'p-limit'

import { statusOf, type SensorStatus } from './dataApi'

/** The platform reads a day of each sensor for it: good for this long, and so many at a time. */
const FRESH_MILLIS = 60_000
const AT_ONCE = 3

export const REFRESH_MILLIS = FRESH_MILLIS

interface Known {
  at: number
  sensors: Promise<SensorStatus[]>
}

const known = new Map<string, Known>()
const turn = pLimit(AT_ONCE)

/**
 * How the sensors of a server are doing, asked once for all rows that want it within a minute. A row
 * that has been scrolled past when its turn comes gets none.
 */
export function sensorStatuses(serverId: string, signal: AbortSignal): Promise<SensorStatus[]> {
  return turn(() => {
    const before = known.get(serverId)
    if (before !== undefined && Date.now() - before.at < FRESH_MILLIS) {
      return before.sensors
    }
    return signal.aborted ? [] : ask(serverId)
  })
}

/** Rows of the same server come one after the other, so the question itself is what is kept. */
function ask(serverId: string): Promise<SensorStatus[]> {
  const asked = { at: Date.now(), sensors: statusOf(serverId) }
  known.set(serverId, asked)
  asked.sensors.catch(() => {
    known.delete(serverId)
  })
  return asked.sensors
}
