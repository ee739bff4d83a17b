import { expect, test, vi } from 'vitest'
import { createApp, ref } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { signInAgain } from '../session/fakeSession'
import { listUsers } from './usersApi'
import UsersView from './UsersView.vue'

vi.mock('../session/session', () => import('../session/fakeSession'))
vi.mock('../../shared/usePhone', () => ({ usePhone: () => ref(false) }))
vi.mock('./usersApi')
vi.mock('./RoleSelect.vue', () => ({ default: () => null }))
vi.mock('./SettingsHead.vue', () => ({ default: () => null }))
vi.mock('vuetify/components/VAlert', async () => ({
  VAlert: (await import('../../shared/fakeDialog')).VCard,
}))
vi.mock('vuetify/components/VBtn', () => ({ VBtn: () => null }))
vi.mock('vuetify/components/VTextField', () => ({ VTextField: () => null }))

test('whoever signs in again has the people asked for that were refused meanwhile', async () => {
  vi.mocked(listUsers)
    .mockResolvedValue([])
    .mockRejectedValueOnce(new ApiError(401, 'Unauthorized'))
  const page = document.createElement('div')
  const app = createApp(UsersView)
  app.mount(page)
  await vi.waitFor(() => {
    expect(page.textContent).toContain('The session has ended')
  })
  await signInAgain()
  await vi.waitFor(() => {
    expect(page.textContent).toContain('Nobody matches')
  })
  expect(page.textContent).not.toContain('The session has ended')
  app.unmount()
})
