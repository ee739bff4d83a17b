import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, ref, type App } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { IdleResizeObserver } from '../../shared/idleResizeObserver'
import { signInAgain } from '../session/fakeSession'
import { deadLetters, type DeadLetter } from './dataApi'
import DeadLetterList from './DeadLetterList.vue'
import { Sensors } from './sensors'
import type { LiveSensors } from './useSensors'

vi.mock('../session/session', () => import('../session/fakeSession'))
vi.mock('./dataApi')
vi.mock('./DeadLetterDialog.vue', () => ({ default: () => null }))
vi.mock('./DeleteLetterDialog.vue', () => ({ default: () => null }))
vi.mock('vuetify/components/VAlert', async () => ({
  VAlert: (await import('../../shared/fakeDialog')).VCard,
}))
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
let page: HTMLElement
let app: App

beforeEach(() => {
  vi.mocked(deadLetters).mockResolvedValue({ items: [LETTER], nextCursor: null })
  vi.stubGlobal('ResizeObserver', IdleResizeObserver)
})

afterEach(() => {
  app.unmount()
  vi.unstubAllGlobals()
})

function open(): void {
  page = document.createElement('div')
  app = createApp(DeadLetterList, { fleet: { sensors, version } as unknown as LiveSensors })
  app.mount(page)
}

test('letters have the names of their servers also when these come after them', async () => {
  open()
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

test('whoever signs in again has the letters asked for that were refused meanwhile', async () => {
  vi.mocked(deadLetters).mockRejectedValueOnce(new ApiError(401, 'Unauthorized'))
  open()
  await vi.waitFor(() => {
    expect(page.textContent).toContain('The session has ended')
  }, 20_000)
  await signInAgain()
  await vi.waitFor(() => {
    expect(page.textContent).toContain('unreadable batch')
  }, 20_000)
  expect(page.textContent).not.toContain('The session has ended')
})
