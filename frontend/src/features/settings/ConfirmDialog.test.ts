import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, nextTick, type App } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { isPersistent, press } from '../../shared/fakeDialog'
import ConfirmDialog from './ConfirmDialog.vue'

vi.mock('../../shared/ModalDialog.vue', async () => ({
  default: (await import('../../shared/fakeDialog')).ModalDialog,
}))
vi.mock('vuetify/components/VCard', () => import('../../shared/fakeDialog'))
vi.mock('vuetify/components/VBtn', () => import('../../shared/fakeDialog'))
vi.mock('vuetify/components/VAlert', async () => ({
  VAlert: (await import('../../shared/fakeDialog')).VCard,
}))

const confirm = vi.fn<() => Promise<void>>()
const closed = vi.fn()
let element: HTMLElement
let app: App

beforeEach(() => {
  confirm.mockReset()
  closed.mockReset()
  element = document.createElement('div')
  app = createApp(ConfirmDialog, {
    modelValue: true,
    title: 'Delete North?',
    action: 'Delete it',
    confirm,
    'onUpdate:modelValue': closed,
  })
  app.mount(element)
})

afterEach(() => {
  app.unmount()
})

test('a yes that is given twice is done once, and nothing closes the dialog until it is', async () => {
  let answer = (): void => undefined
  confirm.mockImplementation(
    () =>
      new Promise((resolve) => {
        answer = resolve
      }),
  )
  await press(element, 'Delete it')
  await press(element, 'Delete it')
  await press(element, 'Cancel')
  expect(confirm).toHaveBeenCalledOnce()
  expect(isPersistent(element)).toBe(true)
  expect(closed).not.toHaveBeenCalled()
  answer()
  await vi.waitFor(() => {
    expect(closed).toHaveBeenCalledExactlyOnceWith(false)
  })
})

test('what failed can be tried again, or left', async () => {
  confirm.mockRejectedValue(new Error('Not now.'))
  await press(element, 'Delete it')
  await nextTick()
  await press(element, 'Delete it')
  await nextTick()
  expect(confirm).toHaveBeenCalledTimes(2)
  await press(element, 'Cancel')
  expect(closed).toHaveBeenCalledExactlyOnceWith(false)
})

test('what nobody answered is not said to be sent again by itself', async () => {
  confirm.mockRejectedValue(ApiError.unreachable())
  await press(element, 'Delete it')
  await vi.waitFor(() => {
    expect(element.textContent).toContain('try this again')
  })
})
