import { expect, test, vi } from 'vitest'
import { createApp, nextTick } from 'vue'

import { submit, type } from '../../shared/fakeDialog'
import SignInForm from './SignInForm.vue'

const signIn = vi.hoisted(() => vi.fn<(email: string, password: string) => Promise<void>>())

vi.mock('./session', () => ({ useSession: () => ({ signIn }) }))
vi.mock('./PasswordField.vue', async () => ({
  default: (await import('../../shared/fakeDialog')).VTextField,
}))
vi.mock('vuetify/components/VTextField', () => import('../../shared/fakeDialog'))
vi.mock('vuetify/components/VAlert', () => ({ VAlert: () => null }))
vi.mock('vuetify/components/VBtn', () => ({ VBtn: () => null }))

test('Enter that is pressed twice signs in once', async () => {
  let answer = (): void => undefined
  signIn.mockImplementation(
    () =>
      new Promise((resolve) => {
        answer = resolve
      }),
  )
  const element = document.createElement('div')
  const app = createApp(SignInForm)
  app.mount(element)
  await type(element, 'ada@example.org', 'a long password')
  submit(element)
  submit(element)
  expect(signIn).toHaveBeenCalledExactlyOnceWith('ada@example.org', 'a long password')
  answer()
  await nextTick()
  await nextTick()
  submit(element)
  expect(signIn).toHaveBeenCalledTimes(2)
  app.unmount()
})
