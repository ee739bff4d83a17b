import { afterEach, expect, test, vi } from 'vitest'
import { createApp, nextTick, type App } from 'vue'

import { addSite } from '../api/sites'
import { isPersistent, press, submit, type } from '../fakeDialog'
import SiteDialog from './SiteDialog.vue'

vi.mock('../api/sites')
vi.mock('../useUnsaved', () => ({ useUnsaved: () => undefined }))
vi.mock('../ModalDialog.vue', async () => ({
  default: (await import('../fakeDialog')).ModalDialog,
}))
vi.mock('vuetify/components/VCard', () => import('../fakeDialog'))
vi.mock('vuetify/components/VTextField', () => import('../fakeDialog'))
vi.mock('vuetify/components/VAlert', () => ({ VAlert: () => null }))
vi.mock('vuetify/components/VBtn', () => import('../fakeDialog'))

const element = document.createElement('div')
let app: App

afterEach(() => {
  app.unmount()
})

function show(props: object = {}): void {
  app = createApp(SiteDialog, { modelValue: true, ...props })
  app.mount(element)
}

test('a click beside the dialog closes it only while nothing is typed', async () => {
  show()
  expect(isPersistent(element)).toBe(false)
  await type(element, 'North')
  expect(isPersistent(element)).toBe(true)
  await type(element, '')
  expect(isPersistent(element)).toBe(false)
})

test('a site that is being saved is not left', async () => {
  vi.mocked(addSite).mockReturnValue(new Promise(() => undefined))
  const closed = vi.fn()
  show({ 'onUpdate:modelValue': closed })
  await type(element, 'North', 'DE', '52.5', '13.4')
  submit(element)
  expect(addSite).toHaveBeenCalledOnce()
  await nextTick()
  await press(element, 'Cancel')
  expect(closed).not.toHaveBeenCalled()
})
