import { allPages, answerOf, api, type Registry } from '../../shared/api/api'

export type IngestKey = Registry['schemas']['IngestKeyAnswer']
export type IssuedKey = Registry['schemas']['IssuedKey']

/** What has a key of its own that engineers issue; the emulators' is chosen by their operator. */
export type KeyHolder = 'site' | 'server'

/** The keys that are valid now. */
export function listValidKeys(): Promise<IngestKey[]> {
  return allPages((query) => api.GET('/api/v1/ingest-keys', { params: { query } }))
}

/** Every key that a site or server has had, the newest first. */
export function keysOf(holder: KeyHolder, id: string): Promise<IngestKey[]> {
  return allPages((query) =>
    api.GET('/api/v1/ingest-keys', { params: { query: { ...query, [holder]: id, state: 'all' } } }),
  )
}

/** The key in place of the one there may be; the answer holds it this once. */
export function issueKey(holder: KeyHolder, id: string): Promise<IssuedKey> {
  const params = { path: { id } }
  return answerOf(
    holder === 'site'
      ? api.POST('/api/v1/sites/{id}/ingest-key', { params })
      : api.POST('/api/v1/servers/{id}/ingest-key', { params }),
  )
}

export async function revokeKey(holder: KeyHolder, id: string): Promise<void> {
  const params = { path: { id } }
  await (holder === 'site'
    ? api.DELETE('/api/v1/sites/{id}/ingest-key', { params })
    : api.DELETE('/api/v1/servers/{id}/ingest-key', { params }))
}
