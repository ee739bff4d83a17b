import createClient from 'openapi-fetch'

import type { paths as ChatPaths } from './schema/chat-service'
import type { paths as HistoryPaths } from './schema/history-service'
import type { paths as IngestionPaths } from './schema/ingestion-service'
import type { paths as PackagerPaths } from './schema/packager-service'
import type { paths as SchedulerPaths } from './schema/scheduler-service'
import type { paths as EmulatorPaths } from './schema/sensor-emulators'
import type { paths as RegistryPaths } from './schema/server-registry'
import { ApiError, isMissing } from './apiError'
import { http } from './http'

export type { components as Chat } from './schema/chat-service'
export type { components as History } from './schema/history-service'
export type { components as Packager } from './schema/packager-service'
export type { components as Scheduler } from './schema/scheduler-service'
export type { components as Emulators } from './schema/sensor-emulators'
export type { components as Registry } from './schema/server-registry'

type Paths = RegistryPaths &
  HistoryPaths &
  IngestionPaths &
  PackagerPaths &
  EmulatorPaths &
  ChatPaths &
  SchedulerPaths

/** Calls of the platform, with addresses, parameters and answers as its OpenAPI documents say. */
export const api = clientOf((request) => http.fetch(request))

/** The calls of a visitor: signing in, making an account. */
export const door = clientOf((request) => http.enter(request))

/** The call after which this browser is in another session: that for a new password. */
export const restart = clientOf((request) => http.restart(request))

function clientOf(fetch: (request: Request) => Promise<Response>) {
  return createClient<Paths>({
    baseUrl: location.origin,
    headers: { Accept: 'application/json' },
    fetch,
  })
}

/** What a call answers; every failure has been thrown. */
export async function answerOf<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T
}

/**
 * What the history answers of a server. It learns from the registry which there are: one that it does
 * not know may be there nevertheless.
 */
export async function historyOf<T>(call: Promise<{ data?: T }>): Promise<T> {
  try {
    return await answerOf(call)
  } catch (error) {
    throw isMissing(error)
      ? new ApiError(404, 'Not Found', 'The history does not know this server yet.')
      : error
  }
}

interface Page<T> {
  items: T[]
  nextCursor?: string | null
}

/** Largest page that the platform answers. */
const MOST = 1000

/** Follows the cursor to the end. */
export async function allPages<T>(
  page: (query: { limit: number; cursor?: string }) => Promise<{ data?: Page<T> }>,
): Promise<T[]> {
  const items: T[] = []
  let cursor: string | null | undefined
  do {
    const answer = await answerOf(page({ limit: MOST, ...(cursor && { cursor }) }))
    items.push(...answer.items)
    cursor = answer.nextCursor
  } while (cursor)
  return items
}
