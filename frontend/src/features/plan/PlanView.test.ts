import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, h, type App, type Slots } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { listServers, type Server } from '../../shared/api/servers'
import { listSites, type Site } from '../../shared/api/sites'
import { intensityOf, planOf, type PlannedTask } from './planApi'
import PlanView from './PlanView.vue'

vi.mock('../../shared/api/servers')
vi.mock('../../shared/api/sites')
vi.mock('../session/onSignedInAgain', () => ({ onSignedInAgain: () => undefined }))
vi.mock('./planApi')
vi.mock('./PlanChart.vue', () => ({ default: () => null }))
vi.mock('vue-router', () => ({
  RouterLink: (_: unknown, { slots }: { slots: Slots }) => slots['default']?.(),
  useRoute: () => ({ query: {} }),
  useRouter: () => ({ replace: () => undefined }),
}))
vi.mock('vuetify/components/VAlert', () => ({
  VAlert: (_: unknown, { slots }: { slots: Slots }) => [slots['default']?.(), slots['append']?.()],
}))
vi.mock('vuetify/components/VBtn', () => ({
  VBtn: (_: unknown, { slots }: { slots: Slots }) => h('button', slots['default']?.()),
}))
vi.mock('vuetify/components/VBtnToggle', () => ({ VBtnToggle: () => null }))

const NOW = Date.parse('2026-11-27T12:00:00Z')
const SITE = { id: 'n', name: 'North', gridZone: 'DK' } as Site
const SERVER = { id: 's', name: 'rack-1', siteId: 'n', siteName: 'North', gridZone: 'DK' } as Server
const TASK = {
  taskId: 't',
  name: 'Train',
  state: 'planned',
  segments: [{ serverId: 's', start: '2026-11-27T13:00:00Z', end: '2026-11-27T14:00:00Z' }],
} as PlannedTask

let page: HTMLElement
let app: App

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
  vi.mocked(planOf).mockReset().mockResolvedValue([TASK])
  vi.mocked(intensityOf).mockReset().mockResolvedValue([])
  vi.mocked(listServers).mockReset().mockResolvedValue([SERVER])
  vi.mocked(listSites).mockReset().mockResolvedValue([SITE])
})

afterEach(() => {
  app.unmount()
  vi.useRealTimers()
})

async function opened(): Promise<void> {
  page = document.createElement('div')
  app = createApp(PlanView)
  app.mount(page)
  await vi.advanceTimersByTimeAsync(0)
}

async function tryAgain(): Promise<void> {
  const buttons = [...page.querySelectorAll('button')]
  buttons.find(({ textContent }) => textContent === 'Try again')?.click()
  await vi.advanceTimersByTimeAsync(0)
}

test('while names of servers are not known, none is said to be retired', async () => {
  vi.mocked(listServers).mockRejectedValueOnce(ApiError.unreachable())
  await opened()
  expect(page.textContent).toContain('does not answer')
  expect(page.textContent).not.toContain('retired')
  await tryAgain()
  expect(page.textContent).not.toContain('does not answer')
  expect(page.textContent).toContain('rack-1')
})

test('intensities that are not shown are asked for again with the plan', async () => {
  vi.mocked(intensityOf).mockRejectedValueOnce(ApiError.unreachable())
  await opened()
  expect(page.textContent).toContain('Intensities are not shown')
  await tryAgain()
  expect(intensityOf).toHaveBeenCalledTimes(2)
  expect(planOf).toHaveBeenCalledTimes(2)
  expect(page.textContent).not.toContain('Intensities are not shown')
})

test('a server that was registered since the page was opened is not said to be retired', async () => {
  await opened()
  const segments = TASK.segments.map((segment) => ({ ...segment, serverId: 'new' }))
  vi.mocked(planOf).mockResolvedValue([TASK, { ...TASK, taskId: 'u', segments }])
  vi.mocked(listServers).mockResolvedValue([SERVER, { ...SERVER, id: 'new', name: 'rack-2' }])
  await vi.advanceTimersByTimeAsync(10_000)
  expect(page.textContent).toContain('rack-2')
  expect(page.textContent).not.toContain('retired')
  expect(listServers).toHaveBeenCalledTimes(2)
})

test('names are asked for anew once for a server that stays unknown', async () => {
  vi.mocked(listServers).mockResolvedValue([])
  await opened()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(page.textContent).toContain('Servers that are retired')
  expect(vi.mocked(listServers).mock.calls.length).toBeLessThanOrEqual(2)
})
