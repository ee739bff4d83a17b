import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, type App, type Ref } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'

import { live } from '../../shared/live/liveConnection'
import { readingsOf, statusOf } from './dataApi'
import SensorPanel from './SensorPanel.vue'

vi.mock('./dataApi')
vi.mock('../../shared/api/servers', () => ({ getServer: () => Promise.resolve({ name: 'One' }) }))
vi.mock('../../shared/live/liveConnection', async () => {
  const { ref } = await import('vue')
  return { live: { state: ref('open'), watch: vi.fn() } }
})
vi.mock('vuetify/components/VAlert', () => ({ VAlert: { render: () => null } }))
vi.mock('vuetify/components/VBtn', () => ({ VBtn: { render: () => null } }))
vi.mock('./RangeFields.vue', () => ({ default: { render: () => null } }))

const state = live.state as Ref<typeof live.state.value>
let app: App
let flow: (stored: boolean) => void

beforeEach(() => {
  state.value = 'open'
  vi.mocked(live.watch).mockImplementation((_destination, _onUpdate, onFlowing) => {
    flow = onFlowing
    return () => undefined
  })
  vi.mocked(statusOf).mockResolvedValue([])
  vi.mocked(readingsOf).mockReset().mockResolvedValue({ readings: [], nextCursor: undefined })
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = vi.fn()
      disconnect = vi.fn()
    },
  )
})

afterEach(() => {
  app.unmount()
  vi.unstubAllGlobals()
})

async function open(): Promise<void> {
  const page = { render: () => null }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/data', component: page },
      { path: '/servers/:id', name: 'server', component: page },
    ],
  })
  await router.push('/data')
  app = createApp(SensorPanel, { sensor: { serverId: 'a', metric: 'power' } }).use(router)
  app.mount(document.createElement('div'))
}

test('a list that was just opened stays when all that came before it is stored', async () => {
  await open()
  flow(false)
  flow(true)
  expect(readingsOf).toHaveBeenCalledTimes(1)
})

test('what a gap has missed is fetched when it ends, and once more when all of it is stored', async () => {
  await open()
  flow(false)
  flow(true)
  flow(false)
  expect(readingsOf).toHaveBeenCalledTimes(2)
  flow(true)
  expect(readingsOf).toHaveBeenCalledTimes(3)
})

test('a list that was opened without a connection is fetched again when that is back', async () => {
  state.value = 'lost'
  await open()
  flow(false)
  flow(true)
  expect(readingsOf).toHaveBeenCalledTimes(3)
})
