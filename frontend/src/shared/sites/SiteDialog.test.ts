import { expect, test, vi } from 'vitest'
import { createApp } from 'vue'

import { isPersistent, type } from '../fakeDialog'
import SiteDialog from './SiteDialog.vue'

vi.mock('../useUnsaved', () => ({ useUnsaved: () => undefined }))
vi.mock('../ModalDialog.vue', async () => ({
  default: (await import('../fakeDialog')).ModalDialog,
}))
vi.mock('vuetify/components/VCard', () => import('../fakeDialog'))
vi.mock('vuetify/components/VTextField', () => import('../fakeDialog'))
vi.mock('vuetify/components/VAlert', () => ({ VAlert: () => null }))
vi.mock('vuetify/components/VBtn', () => ({ VBtn: () => null }))

const element = document.createElement('div')

test('a click beside the dialog closes it only while nothing is typed', async () => {
  const app = createApp(SiteDialog, { modelValue: true })
  app.mount(element)
  expect(isPersistent(element)).toBe(false)
  await type(element, 'North')
  expect(isPersistent(element)).toBe(true)
  await type(element, '')
  expect(isPersistent(element)).toBe(false)
  app.unmount()
})
