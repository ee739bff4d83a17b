import { expect, test, vi } from 'vitest'
import { createApp } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { signInAgain } from '../session/fakeSession'
import { listEmulatedSensors } from './emulatedSensors'
import EmulatedSensorsCard from './EmulatedSensorsCard.vue'

vi.mock('../session/session', () => import('../session/fakeSession'))
vi.mock('./emulatedSensors')
vi.mock('./EmulatedSensorForm.vue', () => ({ default: () => null }))
vi.mock('vuetify/components/VAlert', async () => ({
  VAlert: (await import('../../shared/fakeDialog')).VCard,
}))
vi.mock('vuetify/components/VBtn', () => ({ VBtn: () => null }))

test('whoever signs in again has the sensors asked for that were refused meanwhile', async () => {
  vi.mocked(listEmulatedSensors)
    .mockResolvedValue([])
    .mockRejectedValueOnce(new ApiError(401, 'Unauthorized'))
  const card = document.createElement('div')
  const app = createApp(EmulatedSensorsCard, { serverId: 'a' })
  app.mount(card)
  await vi.waitFor(() => {
    expect(card.textContent).toContain('The session has ended')
  })
  await signInAgain()
  await vi.waitFor(() => {
    expect(card.textContent).toContain('None runs yet')
  })
  expect(card.textContent).not.toContain('The session has ended')
  app.unmount()
})
