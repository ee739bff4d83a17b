import { answerOf, api, type Registry } from '../../shared/api/api'
import type { Server } from '../../shared/api/servers'

/** The answer holds the server's ingest key, this once. */
export function addServer(body: Registry['schemas']['ServerRequest']): Promise<Server> {
  return answerOf(api.POST('/api/v1/servers', { body }))
}

/**
 * Saves what was edited, unless somebody else was faster (412). What the form does not show stays as
 * it was.
 */
export async function replaceServer(
  before: Server,
  edited: Registry['schemas']['ServerRequest'],
): Promise<void> {
  const standbyWatts = Math.min(before.energy.standbyWatts, edited.energy?.idleWatts ?? Infinity)
  await api.PUT('/api/v1/servers/{id}', {
    params: {
      path: { id: before.id },
      header: { 'If-Match': `"${before.version ?? 0}"` },
    },
    body: { ...edited, labels: before.labels, energy: { ...edited.energy, standbyWatts } },
  })
}

export type ImportReport = Registry['schemas']['ImportReport']

/** Registers the servers of a table, or only says what would become of its rows. */
export function importServers(csv: string, dryRun: boolean): Promise<ImportReport> {
  return answerOf(
    api.POST('/api/v1/servers/import', {
      params: { query: { dryRun } },
      headers: { 'Content-Type': 'text/csv' },
      body: csv,
      bodySerializer: (text) => text,
    }),
  )
}
