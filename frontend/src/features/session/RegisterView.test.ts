import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, type App } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { submit, type } from '../../shared/fakeDialog'
import RegisterView from './RegisterView.vue'

const register = vi.hoisted(() => vi.fn<() => Promise<void>>())

vi.mock('../../shared/api/api', () => ({ door: { POST: register } }))
vi.mock('./session', () => ({ useSession: () => ({}) }))
vi.mock('./PasswordField.vue', async () => ({
  default: (await import('../../shared/fakeDialog')).VTextField,
}))
vi.mock('vue-router', () => ({
  RouterLink: () => null,
  useRoute: () => ({ query: {} }),
  useRouter: () => ({}),
}))
vi.mock('vuetify/components/VCard', () => import('../../shared/fakeDialog'))
vi.mock('vuetify/components/VTextField', () => import('../../shared/fakeDialog'))
vi.mock('vuetify/components/VAlert', async () => ({
  VAlert: (await import('../../shared/fakeDialog')).VCard,
}))
vi.mock('vuetify/components/VBtn', () => ({ VBtn: () => null }))

let element: HTMLElement
let app: App

beforeEach(async () => {
  register.mockReset()
  element = document.createElement('div')
  app = createApp(RegisterView)
  app.mount(element)
  await type(element, 'Ada', 'ada@example.org', 'a long password')
})

afterEach(() => {
  app.unmount()
})

test('Enter that is pressed twice makes an account once, and after a refusal once more', async () => {
  let refuse: (error: ApiError) => void = () => undefined
  register.mockImplementation(
    () =>
      new Promise((_, reject) => {
        refuse = reject
      }),
  )
  submit(element)
  submit(element)
  expect(register).toHaveBeenCalledOnce()
  refuse(ApiError.unreachable())
  await vi.waitFor(() => {
    submit(element)
    expect(register).toHaveBeenCalledTimes(2)
  })
})

test('an account that nobody answered is not said to be asked for again by itself', async () => {
  register.mockRejectedValue(ApiError.unreachable())
  submit(element)
  await vi.waitFor(() => {
    expect(element.textContent).toContain('try this again')
  })
})
