import { answerOf, api, type History } from '../api/api'
import { asOrigin, epochMillis, type Origin } from '../live/liveUpdate'

/** The last value of a sensor and when it was taken. */
export interface Sample {
  timestamp: number
  value: number
  origin: Origin | undefined
}

export interface LatestOfServer {
  serverId: string
  power: Sample | undefined
  co2: Sample | undefined
}

/** The last power and CO2 of every server. */
export async function latestOfFleet(): Promise<LatestOfServer[]> {
  const { items } = await answerOf(api.GET('/api/v1/history/fleet/latest'))
  return items.map(({ serverId, power, co2 }) => ({
    serverId,
    power: sample(power),
    co2: sample(co2),
  }))
}

function sample(wire: History['schemas']['LastReading'] | null | undefined): Sample | undefined {
  const timestamp = epochMillis(wire?.timestamp)
  if (!wire || timestamp === undefined) {
    return undefined
  }
  return { timestamp, value: wire.value, origin: asOrigin(wire.origin) }
}
