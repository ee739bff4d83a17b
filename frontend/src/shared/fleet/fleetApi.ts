import { answerOf, api, type History } from '../api/api'
import { asOrigin, epochMillis, type Origin } from '../live/liveUpdate'

/** The last value of a sensor and when it was taken. */
export interface Sample {
  timestamp: number
  value: number
  origin: Origin | undefined
}

type ServerLatest = History['schemas']['ServerLatest']

export interface LatestOfServer extends Omit<ServerLatest, 'power' | 'co2'> {
  power: Sample | undefined
  co2: Sample | undefined
}

/** Every server in service, with its last power and CO2. */
export async function latestOfFleet(): Promise<LatestOfServer[]> {
  const { items } = await answerOf(api.GET('/api/v1/history/fleet/latest'))
  return items.map((server) => ({
    ...server,
    power: sample(server.power),
    co2: sample(server.co2),
  }))
}

function sample(wire: History['schemas']['LastReading'] | null | undefined): Sample | undefined {
  const timestamp = epochMillis(wire?.timestamp)
  if (!wire || timestamp === undefined) {
    return undefined
  }
  return { timestamp, value: wire.value, origin: asOrigin(wire.origin) }
}
