import { expect, test, vi } from 'vitest'
import { createApp } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { listServers } from '../../shared/api/servers'
import { listSites } from '../../shared/api/sites'
import { signInAgain } from '../session/fakeSession'
import SitesView from './SitesView.vue'

vi.mock('../session/session', () => import('../session/fakeSession'))
vi.mock('../../shared/api/servers')
vi.mock('../../shared/api/sites')
vi.mock('../../shared/sites/SiteDialog.vue', () => ({ default: () => null }))
vi.mock('./ConfirmDialog.vue', () => ({ default: () => null }))
vi.mock('./SettingsHead.vue', () => ({ default: () => null }))
vi.mock('vue-router', () => ({ RouterLink: () => null }))
vi.mock('vuetify/components/VAlert', async () => ({
  VAlert: (await import('../../shared/fakeDialog')).VCard,
}))
vi.mock('vuetify/components/VBtn', () => ({ VBtn: () => null }))

test('whoever signs in again has the sites asked for that were refused meanwhile', async () => {
  vi.mocked(listServers).mockResolvedValue([])
  vi.mocked(listSites)
    .mockResolvedValue([])
    .mockRejectedValueOnce(new ApiError(401, 'Unauthorized'))
  const page = document.createElement('div')
  const app = createApp(SitesView)
  app.mount(page)
  await vi.waitFor(() => {
    expect(page.textContent).toContain('The session has ended')
  })
  await signInAgain()
  await vi.waitFor(() => {
    expect(page.textContent).toContain('No sites yet')
  })
  expect(page.textContent).not.toContain('The session has ended')
  app.unmount()
})
