import { expect, test, vi } from 'vitest'
import { createApp, nextTick } from 'vue'

import PasswordCard from './PasswordCard.vue'

const changePassword = vi.hoisted(() => vi.fn())

vi.mock('../session/session', () => ({ useSession: () => ({ changePassword }) }))
vi.mock('../session/PasswordField.vue', () => ({ default: () => null }))
vi.mock('vuetify/components/VAlert', () => ({ VAlert: () => null }))
vi.mock('vuetify/components/VBtn', () => ({ VBtn: () => null }))

test('Enter that is pressed twice changes the password once', async () => {
  let answer = (): void => undefined
  changePassword.mockImplementation(
    () =>
      new Promise<void>((resolve) => {
        answer = resolve
      }),
  )
  const element = document.createElement('div')
  const app = createApp(PasswordCard)
  app.mount(element)
  const send = () => element.querySelector('form')?.dispatchEvent(new Event('submit'))
  send()
  send()
  expect(changePassword).toHaveBeenCalledTimes(1)
  answer()
  await nextTick()
  await nextTick()
  send()
  expect(changePassword).toHaveBeenCalledTimes(2)
  app.unmount()
})
