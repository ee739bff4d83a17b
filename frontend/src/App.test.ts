import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, nextTick, type App as VueApp } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'

import App from './App.vue'
import { useSession, type User } from './features/session/session'
import { ApiError } from './shared/api/apiError'
import { press } from './shared/fakeDialog'

vi.mock('./features/session/session', async () => {
  const { reactive } = await import('vue')
  const session = reactive({
    state: 'unknown',
    user: undefined,
    restore: vi.fn(),
    signOut: vi.fn(),
  })
  return { useSession: () => session }
})
vi.mock('./shared/live/liveConnection', () => ({
  live: { start: () => undefined, stop: () => undefined },
}))
vi.mock('./shared/useLoadedAhead', () => ({ useLoadedAhead: () => undefined }))
vi.mock('./theme/vuetify', () => ({ theme: { change: () => Promise.resolve() } }))
vi.mock('./shell/AppShell.vue', async () => {
  const { h } = await import('vue')
  const AppShell = (
    _: unknown,
    { slots, emit }: { slots: Slots; emit: (event: string) => void },
  ) => [
    h(
      'button',
      {
        onClick: () => {
          emit('signOut')
        },
      },
      'Sign out',
    ),
    slots['default']?.(),
  ]
  return { default: Object.assign(AppShell, { props: ['user'], emits: ['signOut'] }) }
})
vi.mock('vuetify/components/VApp', async () => ({
  VApp: (await import('./shared/fakeDialog')).VCard,
}))
vi.mock('vuetify/components/VCard', () => import('./shared/fakeDialog'))

type Slots = Partial<Record<string, () => unknown>>

const ADA: User = { id: 'u1', email: 'ada@example.org', name: 'Ada', role: 'USER' }
const session = useSession()
/** How often a page was made anew. */
let made: number
let router: Router
let element: HTMLElement
let app: VueApp

beforeEach(() => {
  made = 0
  Object.assign(session, { state: 'unknown', user: undefined })
  vi.mocked(session.restore).mockImplementation(() => {
    Object.assign(session, { state: 'signedIn', user: ADA })
    return Promise.resolve()
  })
})

afterEach(() => {
  app.unmount()
})

async function open(address: string): Promise<void> {
  const form = { render: () => 'form' }
  const page = {
    setup: () => {
      made++
      return () => 'page'
    },
  }
  const history = createMemoryHistory()
  history.replace(address)
  router = createRouter({
    history,
    routes: [
      { path: '/sign-in', name: 'sign-in', component: form, meta: { open: true } },
      { path: '/register', component: form, meta: { open: true } },
      { path: '/fleet', component: page },
      { path: '/map', component: page },
    ],
  })
  element = document.createElement('div')
  app = createApp(App).use(router)
  app.mount(element)
  await vi.waitFor(() => {
    expect(session.state).not.toBe('unknown')
  })
  await new Promise((resolve) => setTimeout(resolve))
}

test.each([
  ['/sign-in', '/fleet'],
  ['/register', '/fleet'],
  ['/sign-in?next=/map?view%3Dworld', '/map?view=world'],
  ['/map', '/map'],
])('whoever is signed in already and opens %s is shown %s', async (address, shown) => {
  await open(address)
  expect(router.currentRoute.value.fullPath).toBe(shown)
  expect(element.textContent).toContain('page')
})

test('whoever signs in by the form goes where that leads them', async () => {
  vi.mocked(session.restore).mockImplementation(() => {
    session.state = 'signedOut'
    return Promise.resolve()
  })
  await open('/sign-in?next=/map')
  Object.assign(session, { state: 'signedIn', user: ADA })
  await new Promise((resolve) => setTimeout(resolve))
  expect(router.currentRoute.value.path).toBe('/sign-in')
})

test('a page is made anew for whoever has another role since they signed in again', async () => {
  await open('/fleet')
  expect(made).toBe(1)
  session.user = { ...ADA }
  await nextTick()
  expect(made).toBe(1)
  session.user = { ...ADA, role: 'ENGINEER' }
  await nextTick()
  expect(made).toBe(2)
})

test('signing out that nobody answered is not said to go on by itself', async () => {
  vi.mocked(session.signOut).mockRejectedValue(ApiError.unreachable())
  await open('/fleet')
  await press(element, 'Sign out')
  await vi.waitFor(() => {
    expect(element.textContent).toContain('try this again')
  })
})
