import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'

import { destination } from './features/session/destination'
import { useSession } from './features/session/session'
import { router } from './router'

vi.mock('./features/fleet/FleetView.vue', () => ({ default: { render: () => null } }))
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
