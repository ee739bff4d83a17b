import { allPages, answerOf, api, type History, type Registry } from './api'

export type Site = Registry['schemas']['SiteAnswer']

/** Carbon intensities of a site's electricity, in gCO2eq/kWh. */
export type SiteIntensity = History['schemas']['SiteIntensity']

export function listSites(): Promise<Site[]> {
  return allPages((query) => api.GET('/api/v1/sites', { params: { query } }))
}

export function addSite(body: Registry['schemas']['SiteRequest']): Promise<Site> {
  return answerOf(api.POST('/api/v1/sites', { body }))
}

export async function listIntensities(): Promise<SiteIntensity[]> {
  return (await answerOf(api.GET('/api/v1/history/fleet/intensity'))).items
}
