import { allPages, answerOf, api, type Registry } from '../../shared/api/api'
import type { Server } from '../../shared/api/servers'
import type { Site, SiteIntensity } from './serverForm'

export function listSites(): Promise<Site[]> {
  return allPages((query) => api.GET('/api/v1/sites', { params: { query } }))
}

export function addSite(body: Registry['schemas']['SiteRequest']): Promise<Site> {
  return answerOf(api.POST('/api/v1/sites', { body }))
}

export async function listIntensities(): Promise<SiteIntensity[]> {
  return (await answerOf(api.GET('/api/v1/history/fleet/intensity'))).items
}

/** The answer holds the server's ingest key, this once. */
export function addServer(body: Registry['schemas']['ServerRequest']): Promise<Server> {
  return answerOf(api.POST('/api/v1/servers', { body }))
}

export async function retireServer(id: string): Promise<void> {
  await api.DELETE('/api/v1/servers/{id}', { params: { path: { id } } })
}
