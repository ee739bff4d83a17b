import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, type App, type Ref } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'

import { ApiError } from '../../shared/api/apiError'
import { getServer, type Server } from '../../shared/api/servers'
import { IdleResizeObserver } from '../../shared/idleResizeObserver'
import { live } from '../../shared/live/liveConnection'
import { signInAgain } from '../session/fakeSession'
import { readingsOf, statusOf } from './dataApi'
import SensorPanel from './SensorPanel.vue'

vi.mock('../session/session', () => import('../session/fakeSession'))
vi.mock('./dataApi')
vi.mock('../../shared/api/servers')
vi.mock('../../shared/live/liveConnection', async () => {
  const { ref } = await import('vue')
  return { live: { state: ref('open'), watch: vi.fn() } }
})
vi.mock('vuetify/components/VAlert', () => ({ VAlert: { render: () => null } }))
vi.mock('vuetify/components/VBtn', () => ({ VBtn: { render: () => null } }))
vi.mock('./RangeFields.vue', () => ({ default: { render: () => null } }))

const state = live.state as Ref<typeof live.state.value>
const MISSING = new ApiError(404, 'Not Found', 'There is no such server.')
let app: App
let element: HTMLElement
let flow: (stored: boolean) => void

beforeEach(() => {
  state.value = 'open'
  vi.mocked(live.watch).mockImplementation((_destination, _onUpdate, onFlowing) => {
    flow = onFlowing
    return () => undefined
  })
  vi.mocked(getServer).mockResolvedValue({ name: 'One' } as Server)
  vi.mocked(statusOf).mockResolvedValue([])
  vi.mocked(readingsOf).mockReset().mockResolvedValue({ readings: [], nextCursor: undefined })
  vi.stubGlobal('ResizeObserver', IdleResizeObserver)
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
  element = document.createElement('div')
  app.mount(element)
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

test('a single reading is told as one', async () => {
  const reading = { timestamp: 0, value: 7, origin: undefined, receivedAt: 0 }
  vi.mocked(readingsOf).mockResolvedValue({ readings: [reading], nextCursor: undefined })
  await open()
  await vi.waitFor(() => {
    expect(element.textContent).toContain('1 reading, newest first')
  }, 20_000)
})

test('a server that the history alone does not know is there', async () => {
  vi.mocked(statusOf).mockRejectedValue(MISSING)
  await open()
  flow(false)
  await vi.waitFor(() => {
    expect(element.querySelector('h2')?.textContent).toContain('One')
  }, 20_000)
  expect(element.textContent).not.toContain('There is no such server')
})

test('a server that the registry does not know is not there', async () => {
  vi.mocked(getServer).mockRejectedValue(MISSING)
  await open()
  flow(false)
  await vi.waitFor(() => {
    expect(element.textContent).toContain('There is no such server')
  }, 20_000)
})

test('a list that was opened without a connection is fetched again when that is back', async () => {
  state.value = 'lost'
  await open()
  flow(false)
  flow(true)
  expect(readingsOf).toHaveBeenCalledTimes(3)
})

test('whoever signs in again has the readings asked for that were refused meanwhile', async () => {
  vi.mocked(readingsOf).mockRejectedValueOnce(new ApiError(401, 'Unauthorized'))
  await open()
  await new Promise((resolve) => setTimeout(resolve))
  expect(element.textContent).not.toContain('No readings in this time')
  await signInAgain()
  await vi.waitFor(() => {
    expect(element.textContent).toContain('No readings in this time')
  }, 20_000)
})
