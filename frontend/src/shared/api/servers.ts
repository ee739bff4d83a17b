import { allPages, answerOf, api, type Registry } from './api'

/** A server as the registry describes it. */
export type Server = Registry['schemas']['ServerAnswer']

/** Every server that is not retired. */
export function listServers(): Promise<Server[]> {
  return allPages((query) => api.GET('/api/v1/servers', { params: { query } }))
}

export function getServer(id: string): Promise<Server> {
  return answerOf(api.GET('/api/v1/servers/{id}', { params: { path: { id } } }))
}

/** Its sensors stop, its history stays. */
export async function retireServer(id: string): Promise<void> {
  await api.DELETE('/api/v1/servers/{id}', { params: { path: { id } } })
}

/** Undoes the retiring. */
export async function restoreServer(id: string): Promise<void> {
  await api.POST('/api/v1/servers/{id}/restore', { params: { path: { id } } })
}

export const SOURCES: Record<Server['energy']['source'], string> = {
  GRID: 'Grid',
  SOLAR: 'Solar',
  WIND: 'Wind',
  HYDRO: 'Hydro',
  NUCLEAR: 'Nuclear',
  GAS: 'Gas',
  COAL: 'Coal',
}

export function sourceName(source: Server['energy']['source']): string {
  return SOURCES[source]
}
