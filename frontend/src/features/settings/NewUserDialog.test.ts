import { afterEach, expect, test, vi } from 'vitest'
import { createApp, nextTick, type App } from 'vue'

import { isPersistent, press, submit, type } from '../../shared/fakeDialog'
import NewUserDialog from './NewUserDialog.vue'
import { addUser } from './usersApi'

vi.mock('./usersApi')
vi.mock('../../shared/ModalDialog.vue', async () => ({
  default: (await import('../../shared/fakeDialog')).ModalDialog,
}))
vi.mock('vuetify/components/VCard', () => import('../../shared/fakeDialog'))
vi.mock('vuetify/components/VTextField', () => import('../../shared/fakeDialog'))
vi.mock('../session/PasswordField.vue', () => ({ default: () => null }))
vi.mock('vuetify/components/VAlert', () => ({ VAlert: () => null }))
vi.mock('vuetify/components/VBtn', () => import('../../shared/fakeDialog'))
vi.mock('vuetify/components/VSelect', () => ({ VSelect: () => null }))

const element = document.createElement('div')
let app: App

afterEach(() => {
  app.unmount()
})

function show(props: object = {}): void {
  app = createApp(NewUserDialog, { modelValue: true, ...props })
  app.mount(element)
}

test('a click beside the dialog closes it only while nothing is typed', async () => {
  show()
  expect(isPersistent(element)).toBe(false)
  await type(element, 'Ada')
  expect(isPersistent(element)).toBe(true)
})

test('an account that is being made is not left', async () => {
  vi.mocked(addUser).mockReturnValue(new Promise(() => undefined))
  const closed = vi.fn()
  show({ 'onUpdate:modelValue': closed })
  await type(element, 'Ada', 'ada@example.org')
  await press(element, 'Make one up')
  submit(element)
  expect(addUser).toHaveBeenCalledOnce()
  await nextTick()
  await press(element, 'Cancel')
  expect(closed).not.toHaveBeenCalled()
})
