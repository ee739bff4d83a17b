import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'

import { destination } from './features/session/destination'
import { useSession } from './features/session/session'
import { router } from './router'

vi.mock('./features/fleet/FleetView.vue', () => ({ default: { render: () => null } }))
vi.mock('./features/server/ServerView.vue', () => ({ default: { render: () => null } }))
vi.mock('./features/session/SignInView.vue', () => ({ default: { render: () => null } }))

beforeEach(() => {
  setActivePinia(createPinia())
})

test('whoever signs in first goes on to the fleet as the address had it', async () => {
  useSession().state = 'signedOut'
  await router.push('/fleet?group=site&sort=power')
  expect(router.currentRoute.value.name).toBe('sign-in')
  expect(destination(router.currentRoute.value)).toBe('/fleet?group=site&sort=power')
  await router.push('/fleet')
  expect(router.currentRoute.value.fullPath).toBe('/sign-in')
  expect(destination(router.currentRoute.value)).toBe('/fleet')
})

test('a page keeps the title that it has given itself while it changes its own address', async () => {
  useSession().state = 'signedIn'
  await router.push('/servers/a')
  expect(document.title).toBe('Server – Kilowatch')
  document.title = 'web-01 – Kilowatch'
  await router.push('/servers/a?from=now-1h&to=now')
  expect(document.title).toBe('web-01 – Kilowatch')
  await router.push('/fleet')
  expect(document.title).toBe('Fleet – Kilowatch')
})

test('a page that is not left keeps its title', async () => {
  useSession().state = 'signedIn'
  await router.push('/servers/a')
  document.title = 'web-01 – Kilowatch'
  const release = router.beforeEach(() => false)
  await router.push('/fleet')
  release()
  expect(document.title).toBe('web-01 – Kilowatch')
})
