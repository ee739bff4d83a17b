import { allPages, answerOf, api, type History, type Packager } from '../../shared/api/api'

export type SensorStatus = History['schemas']['SensorStatus']
export type Reading = History['schemas']['Reading']
export type DeadLetter = Packager['schemas']['DeadLetterView']

/** Which readings: of one sensor, from a time on and before another, as RFC 3339. */
export interface ReadingRange {
  serverId: string
  metric: string
  from: string
  to: string
}

export async function sensorsOf(serverId: string): Promise<SensorStatus[]> {
  const status = await answerOf(
    api.GET('/api/v1/history/servers/{id}/status', { params: { path: { id: serverId } } }),
  )
  return status.sensors
}

/** One page of raw readings, oldest first. */
export function readingsOf(
  { serverId, metric, from, to }: ReadingRange,
  cursor: string | undefined,
): Promise<History['schemas']['PageReading']> {
  return answerOf(
    api.GET('/api/v1/history/servers/{id}/readings', {
      params: {
        path: { id: serverId },
        query: { metric, from, to, limit: 1000, ...(cursor && { cursor }) },
      },
    }),
  )
}

/** Where all of them are as CSV; the browser brings its session along. */
export function csvAddress({ serverId, metric, from, to }: ReadingRange): string {
  const query = new URLSearchParams({ metric, from, to }).toString()
  return `/api/v1/history/servers/${encodeURIComponent(serverId)}/readings.csv?${query}`
}

export function listDeadLetters(): Promise<DeadLetter[]> {
  return allPages((query) => api.GET('/api/v1/dead-letters', { params: { query } }))
}

export async function replayDeadLetter(id: string): Promise<void> {
  await api.POST('/api/v1/dead-letters/{id}/replay', { params: { path: { id } } })
}

export async function deleteDeadLetter(id: string): Promise<void> {
  await api.DELETE('/api/v1/dead-letters/{id}', { params: { path: { id } } })
}
