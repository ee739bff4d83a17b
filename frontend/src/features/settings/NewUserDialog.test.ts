import { expect, test, vi } from 'vitest'
import { createApp } from 'vue'

import { isPersistent, type } from '../../shared/fakeDialog'
import NewUserDialog from './NewUserDialog.vue'

vi.mock('../../shared/ModalDialog.vue', async () => ({
  default: (await import('../../shared/fakeDialog')).ModalDialog,
}))
vi.mock('vuetify/components/VCard', () => import('../../shared/fakeDialog'))
vi.mock('vuetify/components/VTextField', () => import('../../shared/fakeDialog'))
vi.mock('../session/PasswordField.vue', () => ({ default: () => null }))
vi.mock('vuetify/components/VAlert', () => ({ VAlert: () => null }))
vi.mock('vuetify/components/VBtn', () => ({ VBtn: () => null }))
vi.mock('vuetify/components/VSelect', () => ({ VSelect: () => null }))

const element = document.createElement('div')

test('a click beside the dialog closes it only while nothing is typed', async () => {
  const app = createApp(NewUserDialog, { modelValue: true })
  app.mount(element)
  expect(isPersistent(element)).toBe(false)
  await type(element, 'Ada')
  expect(isPersistent(element)).toBe(true)
  app.unmount()
})
