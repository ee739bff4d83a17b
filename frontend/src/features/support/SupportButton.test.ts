import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, h, nextTick, ref, type App } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'

import { useSession, type User } from '../session/session'
import SupportButton from './SupportButton.vue'
import { deskOf, type SupportDesk } from './supportDesk'

vi.mock('vuetify/components/VBtn', () => ({ VBtn: () => null }))
vi.mock('./supportDesk', () => ({ deskOf: vi.fn() }))
vi.mock('./useOpenConversation', () => ({ useOpenConversation: () => () => undefined }))

const ADA: User = { id: 'u1', name: 'Ada', email: 'ada@example.org', role: 'ADMIN' }
const start = vi.fn()
const stop = vi.fn()
let app: App

beforeEach(async () => {
  vi.useFakeTimers()
  start.mockReset()
  stop.mockReset()
  vi.mocked(deskOf).mockReturnValue({ unread: ref(0), start, stop } as unknown as SupportDesk)
  const pinia = createPinia()
  setActivePinia(pinia)
  const session = useSession()
  session.user = ADA
  session.state = 'signedIn'
  // As the page has it: without a user there is no shell, and no button.
  app = createApp(() => (session.user ? h(SupportButton) : undefined))
  const routes = [{ path: '/', component: { render: () => null } }]
  app.use(pinia).use(createRouter({ history: createMemoryHistory(), routes }))
  app.mount(document.createElement('div'))
  await vi.advanceTimersByTimeAsync(2_000)
  vi.useRealTimers()
  await vi.waitFor(() => {
    expect(start).toHaveBeenCalledOnce()
  }, 20_000)
})
afterEach(() => {
  app.unmount()
})

test('the desk is stopped when a session ends, and started again with the next', async () => {
  const session = useSession()
  session.state = 'ended'
  await nextTick()
  expect(stop).toHaveBeenCalledOnce()
  session.state = 'signedIn'
  await nextTick()
  expect(start).toHaveBeenCalledTimes(2)
})

test('it is stopped with the session of whoever leaves at once, with their user and the shell', async () => {
  useSession().leave()
  await nextTick()
  expect(stop).toHaveBeenCalledOnce()
})
