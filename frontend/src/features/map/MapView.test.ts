import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, type App, type Slots } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'

import { ApiError } from '../../shared/api/apiError'
import { listIntensities, listSites } from '../../shared/api/sites'
import { signInAgain } from '../session/fakeSession'
import MapView from './MapView.vue'
import { drawMap, fetchLand } from './worldMap'

vi.mock('../../shared/api/sites')
vi.mock('../../shared/usePhone', () => ({ usePhone: () => ({ value: false }) }))
vi.mock('../../shared/fleet/useFleet', () => ({
  useFleet: () => ({
    rows: { value: [] },
    problem: { value: '' },
    reload: () => Promise.resolve(),
  }),
}))
vi.mock('../session/session', () => import('../session/fakeSession'))
vi.mock('./worldMap')
vi.mock('vuetify/components/VAlert', () => ({
  VAlert: (_: unknown, { slots }: { slots: Slots }) => slots['default']?.(),
}))
vi.mock('vuetify/components/VBtn', () => ({ VBtn: () => null }))
vi.mock('vuetify/components/VBtnToggle', async () => {
  const { h } = await import('vue')
  const VBtnToggle = (
    { modelValue }: { modelValue: string },
    { emit }: { emit: (event: string, name: string) => void },
  ) =>
    h('button', {
      onClick: () => {
        emit('update:modelValue', modelValue === 'sites' ? 'world' : 'sites')
      },
    })
  return {
    VBtnToggle: Object.assign(VBtnToggle, { props: ['modelValue'], emits: ['update:modelValue'] }),
  }
})

let router: Router
let page: HTMLElement
let app: App

beforeEach(() => {
  vi.mocked(listSites).mockResolvedValue([])
  vi.mocked(listIntensities).mockResolvedValue([])
  vi.mocked(fetchLand).mockResolvedValue({ type: 'Sphere' })
  vi.mocked(drawMap).mockReturnValue({ land: '', sites: [] })
})

afterEach(() => {
  app.unmount()
})

async function open(address: string): Promise<void> {
  router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/map', component: MapView }],
  })
  await router.push(address)
  page = document.createElement('div')
  app = createApp(MapView).use(router)
  app.mount(page)
}

async function drawn(whole: boolean): Promise<void> {
  await vi.waitFor(() => {
    expect(vi.mocked(drawMap).mock.lastCall?.[2]).toBe(whole)
  }, 20_000)
}

test('the part of the world that is shown is in the address, unless it is that of the sites', async () => {
  await open('/map')
  await drawn(false)
  page.querySelector('button')?.click()
  await drawn(true)
  expect(router.currentRoute.value.fullPath).toBe('/map?view=world')
  page.querySelector('button')?.click()
  await drawn(false)
  expect(router.currentRoute.value.fullPath).toBe('/map')
})

test('an address of the world shows the world', async () => {
  await open('/map?view=world')
  await drawn(true)
})

test('whoever signs in again has what was refused meanwhile asked for at once', async () => {
  vi.mocked(listSites).mockRejectedValueOnce(new ApiError(401, 'Unauthorized'))
  await open('/map')
  await vi.waitFor(() => {
    expect(page.textContent).toContain('The session has ended')
  }, 20_000)
  await signInAgain()
  await drawn(false)
  expect(page.textContent).not.toContain('The session has ended')
})
