import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, ref, type App } from 'vue'

import { IdleResizeObserver } from '../../shared/idleResizeObserver'
import { deadLetters, type DeadLetter } from './dataApi'
import DeadLetterList from './DeadLetterList.vue'
import { Sensors } from './sensors'
import type { LiveSensors } from './useSensors'

vi.mock('./dataApi')
vi.mock('./DeadLetterDialog.vue', () => ({ default: () => null }))
vi.mock('./DeleteLetterDialog.vue', () => ({ default: () => null }))
vi.mock('vuetify/components/VAlert', () => ({ VAlert: () => null }))
vi.mock('vuetify/components/VBtn', () => ({ VBtn: () => null }))
vi.mock('vuetify/components/VSelect', () => ({ VSelect: () => null }))

const LETTER: DeadLetter = {
  id: 'l',
  reason: 'unreadable batch',
  at: '2026-03-01T12:00:00.000Z',
  routingKey: 'power',
  readable: true,
  count: 1,
  servers: ['a'],
  keyIds: [],
  readings: [],
  payloadBytes: 3,
}
const sensors = new Sensors()
const version = ref(0)
let app: App

beforeEach(() => {
  vi.mocked(deadLetters).mockResolvedValue({ items: [LETTER], nextCursor: null })
  vi.stubGlobal('ResizeObserver', IdleResizeObserver)
})

afterEach(() => {
  app.unmount()
  vi.unstubAllGlobals()
})

test('letters have the names of their servers also when these come after them', async () => {
  const page = document.createElement('div')
  app = createApp(DeadLetterList, { fleet: { sensors, version } as unknown as LiveSensors })
  app.mount(page)
  const server = () => page.querySelector('tbody td')?.textContent
  await vi.waitFor(() => {
    expect(server()).toBe('a')
  }, 20_000)
  const site = { siteName: 'North', last: undefined }
  sensors.fill([{ ...site, serverId: 'a', metric: 'power', serverName: 'web-01' }])
  version.value++
  await vi.waitFor(() => {
    expect(server()).toBe('web-01')
  }, 20_000)
})
