import { answerOf, api } from '../api/api'
import { epochMillis } from './liveUpdate'
import type { LastReading } from './silence'

/** The last reading of a server by whichever sensor, and how often that one reads. */
export async function lastReadingOf(serverId: string): Promise<LastReading | undefined> {
  const { sensors } = await answerOf(
    api.GET('/api/v1/history/servers/{id}/status', { params: { path: { id: serverId } } }),
  )
  return sensors
    .flatMap(({ lastReading, expectedIntervalSeconds }) => {
      const timestamp = epochMillis(lastReading?.timestamp)
      return timestamp === undefined
        ? []
        : [
            {
              timestamp,
              usualMillis: (expectedIntervalSeconds && expectedIntervalSeconds * 1000) || undefined,
            },
          ]
    })
    .reduce<LastReading | undefined>(
      (last, next) => (last === undefined || next.timestamp > last.timestamp ? next : last),
      undefined,
    )
}
