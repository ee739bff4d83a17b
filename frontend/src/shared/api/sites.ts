import { allPages, answerOf, api, type History, type Registry } from './api'

export type Site = Registry['schemas']['SiteAnswer']

/** Carbon intensities of a site's electricity, in gCO2eq/kWh. */
export type SiteIntensity = History['schemas']['SiteIntensity']

export function listSites(): Promise<Site[]> {
  return allPages((query) => api.GET('/api/v1/sites', { params: { query } }))
}

export function getSite(id: string): Promise<Site> {
  return answerOf(api.GET('/api/v1/sites/{id}', { params: { path: { id } } }))
}

export function addSite(body: Registry['schemas']['SiteRequest']): Promise<Site> {
  return answerOf(api.POST('/api/v1/sites', { body }))
}

/** Saves what was edited, unless somebody else was faster (412). */
export function replaceSite(before: Site, body: Registry['schemas']['SiteRequest']): Promise<Site> {
  return answerOf(
    api.PUT('/api/v1/sites/{id}', {
      params: { path: { id: before.id }, header: { 'If-Match': `"${before.version ?? 0}"` } },
      body,
    }),
  )
}

/** Refused (409) while it has servers. */
export async function deleteSite(id: string): Promise<void> {
  await api.DELETE('/api/v1/sites/{id}', { params: { path: { id } } })
}

export async function listIntensities(): Promise<SiteIntensity[]> {
  return (await answerOf(api.GET('/api/v1/history/fleet/intensity'))).items
}
