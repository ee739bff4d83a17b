import { answerOf, api, historyOf, type History, type Packager } from '../../shared/api/api'
import { download } from '../../shared/download'
import { asOrigin, epochMillis, type Origin } from '../../shared/live/liveUpdate'
import type { TimeRange } from './readingRange'

export type SensorStatus = History['schemas']['SensorStatus']
export type DeadLetter = Packager['schemas']['DeadLetterView']
export type DeadLetterPage = Packager['schemas']['PageDeadLetterView']

/** One sensor of one server. */
export interface SensorName {
  serverId: string
  metric: string
}

export interface LastReading {
  /** Milliseconds since 1970. */
  timestamp: number
  value: number
  origin: Origin | undefined
}

export interface FleetSensor extends SensorName {
  serverName: string
  siteName: string
  last: LastReading | undefined
}

export interface Reading extends LastReading {
  receivedAt: number
}

export interface ReadingPage {
  readings: Reading[]
  nextCursor: string | undefined
}

/** Letters carry readings, so a page of them is small. */
const LETTERS_IN_A_PAGE = 25
const READINGS_IN_A_PAGE = 1000

/** Every sensor of every server in service, with its last reading. */
export async function sensorsOfFleet(): Promise<FleetSensor[]> {
  const { items } = await answerOf(api.GET('/api/v1/history/fleet/sensors'))
  return items.map(({ serverId, metric, serverName, siteName, lastReading }) => ({
    serverId,
    metric,
    serverName,
    siteName,
    last: lastReading ? readingOf(lastReading) : undefined,
  }))
}

/** How the sensors of a server are doing: the platform reads a day of each to say so. */
export async function statusOf(serverId: string): Promise<SensorStatus[]> {
  const status = await historyOf(
    api.GET('/api/v1/history/servers/{id}/status', { params: { path: { id: serverId } } }),
  )
  return status.sensors
}

/** One page of raw readings, newest first. */
export async function readingsOf(
  { serverId, metric }: SensorName,
  range: TimeRange,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<ReadingPage> {
  const { items, nextCursor } = await historyOf(
    api.GET('/api/v1/history/servers/{id}/readings', {
      params: {
        path: { id: serverId },
        query: {
          metric,
          ...inIso(range),
          order: 'desc',
          limit: READINGS_IN_A_PAGE,
          ...(cursor && { cursor }),
        },
      },
      signal,
    }),
  )
  return {
    readings: items.map((item) => ({
      ...readingOf(item),
      receivedAt: epochMillis(item.receivedAt) ?? 0,
    })),
    nextCursor: nextCursor ?? undefined,
  }
}

/** Lets the browser save all readings of a range as CSV, which the platform streams. */
export function saveReadings({ serverId, metric }: SensorName, range: TimeRange): Promise<void> {
  const query = new URLSearchParams({ metric, ...inIso(range) }).toString()
  return download(`/api/v1/history/servers/${encodeURIComponent(serverId)}/readings.csv?${query}`)
}

/** One page of dead letters, newest first, each with its first readings. */
export function deadLetters(cursor: string | undefined): Promise<DeadLetterPage> {
  return answerOf(
    api.GET('/api/v1/dead-letters', {
      params: { query: { limit: LETTERS_IN_A_PAGE, ...(cursor && { cursor }) } },
    }),
  )
}

/** A dead letter with all of its readings. */
export function deadLetter(id: string): Promise<DeadLetter> {
  return answerOf(api.GET('/api/v1/dead-letters/{id}', { params: { path: { id } } }))
}

/** Sends it to be stored again; what still can't be comes back as another one. */
export async function replayDeadLetter(id: string): Promise<void> {
  await api.POST('/api/v1/dead-letters/{id}/replay', { params: { path: { id } } })
}

export async function deleteDeadLetter(id: string): Promise<void> {
  await api.DELETE('/api/v1/dead-letters/{id}', { params: { path: { id } } })
}

function inIso({ from, to }: TimeRange): { from: string; to: string } {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}

export function readingOf(wire: { timestamp: string; value: number; origin: string }): LastReading {
  return {
    timestamp: epochMillis(wire.timestamp) ?? 0,
    value: wire.value,
    origin: asOrigin(wire.origin),
  }
}
