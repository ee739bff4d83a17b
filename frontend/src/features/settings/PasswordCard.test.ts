import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, nextTick, type App } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { submit } from '../../shared/fakeDialog'
import PasswordCard from './PasswordCard.vue'

const changePassword = vi.hoisted(() => vi.fn())

vi.mock('../session/session', () => ({ useSession: () => ({ changePassword }) }))
vi.mock('../session/PasswordField.vue', () => ({ default: () => null }))
vi.mock('vuetify/components/VAlert', async () => ({
  VAlert: (await import('../../shared/fakeDialog')).VCard,
}))
vi.mock('vuetify/components/VBtn', () => ({ VBtn: () => null }))

let element: HTMLElement
let app: App

beforeEach(() => {
  changePassword.mockReset()
  element = document.createElement('div')
  app = createApp(PasswordCard)
  app.mount(element)
})

afterEach(() => {
  app.unmount()
})

test('Enter that is pressed twice changes the password once', async () => {
  let answer = (): void => undefined
  changePassword.mockImplementation(
    () =>
      new Promise<void>((resolve) => {
        answer = resolve
      }),
  )
  submit(element)
  submit(element)
  expect(changePassword).toHaveBeenCalledTimes(1)
  answer()
  await nextTick()
  await nextTick()
  submit(element)
  expect(changePassword).toHaveBeenCalledTimes(2)
})

test('a password that nobody answered is not said to be sent again by itself', async () => {
  changePassword.mockRejectedValue(ApiError.unreachable())
  submit(element)
  await vi.waitFor(() => {
    expect(element.textContent).toContain('try this again')
  })
})
