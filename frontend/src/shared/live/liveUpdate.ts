/** The newest value of one sensor, as the platform's web socket tells it. */
export interface LiveUpdate {
  serverId: string
  metric: string
  /** Milliseconds since 1970. */
  timestamp: number
  value: number
  origin: Origin | undefined
}

export type Origin = 'MEASURED' | 'MODELLED' | 'EMULATED'

/** Reads a message, of one update or of many; a page does not stumble over what is none. */
export function parseLiveUpdates(body: string): LiveUpdate[] {
  let message: unknown
  try {
    message = JSON.parse(body)
  } catch {
    return []
  }
  return (Array.isArray(message) ? message : [message])
    .map(updateOf)
    .filter((update) => update !== undefined)
}

function updateOf(message: unknown): LiveUpdate | undefined {
  if (typeof message !== 'object' || message === null) {
    return undefined
  }
  const { serverId, metric, timestamp, value, origin } = message as Record<string, unknown>
  const time = epochMillis(timestamp)
  if (
    typeof serverId !== 'string' ||
    typeof metric !== 'string' ||
    typeof value !== 'number' ||
    time === undefined
  ) {
    return undefined
  }
  return { serverId, metric, timestamp: time, value, origin: asOrigin(origin) }
}

/** A time as the platform writes it: RFC 3339, or milliseconds since 1970. */
export function epochMillis(time: unknown): number | undefined {
  const millis = typeof time === 'string' ? Date.parse(time) : time
  return typeof millis === 'number' && Number.isFinite(millis) ? millis : undefined
}

export function asOrigin(name: unknown): Origin | undefined {
  const upper = typeof name === 'string' ? name.toUpperCase() : ''
  return upper === 'MEASURED' || upper === 'MODELLED' || upper === 'EMULATED' ? upper : undefined
}
