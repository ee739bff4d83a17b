import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, nextTick, ref, type App, type Slots } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { listServers, type Server } from '../../shared/api/servers'
import CompareView from './CompareView.vue'
import { useComparison, type Comparison } from './useComparison'

vi.mock('../../shared/api/servers')
vi.mock('../../shared/chart/useChartClock')
vi.mock('../../shared/timerange/TimeRangePicker.vue', () => ({ default: () => null }))
vi.mock('../../shared/timerange/useTimeRange', () => ({
  USUAL_RANGE: {},
  useTimeRange: () => ({ text: {}, range: {}, live: {} }),
}))
vi.mock('../../shared/timerange/useZoom', () => ({ useZoom: () => ({}) }))
vi.mock('./ComparedChart.vue', () => ({ default: () => null }))
vi.mock('./ComparedServers.vue', () => ({ default: () => null }))
vi.mock('./useComparison')
vi.mock('vue-router', () => ({
  useRoute: () => ({ query: { servers: 'a,b' } }),
  useRouter: () => ({ replace: () => undefined }),
}))
vi.mock('vuetify/components/VAlert', () => ({
  VAlert: (_: unknown, { slots }: { slots: Slots }) => slots['default']?.(),
}))
vi.mock('vuetify/components/VBtn', () => ({ VBtn: () => null }))
vi.mock('vuetify/components/VMenu', () => ({ VMenu: () => null }))

const missing = ref<string[]>([])
let page: HTMLElement
let app: App

beforeEach(() => {
  vi.useFakeTimers()
  missing.value = []
  const comparison = { grids: ref(), missing, version: ref(0), problem: ref('') }
  vi.mocked(useComparison).mockReturnValue(comparison as unknown as Comparison)
  vi.mocked(listServers)
    .mockReset()
    .mockResolvedValue([{ id: 'a', name: 'web-01' } as Server])
})

afterEach(() => {
  app.unmount()
  vi.useRealTimers()
})

async function open(): Promise<void> {
  page = document.createElement('div')
  app = createApp(CompareView)
  app.mount(page)
  await vi.advanceTimersByTimeAsync(0)
}

test('servers that are not there are named', async () => {
  await open()
  expect(page.textContent).not.toContain('Unknown')
  missing.value = ['a', 'b']
  await nextTick()
  expect(page.textContent).toContain('Unknown to the history, so without a line: web-01, b')
})

test('names that could not be asked for are asked for again', async () => {
  vi.mocked(listServers).mockRejectedValueOnce(new ApiError(401, 'Unauthorized'))
  await open()
  expect(page.textContent).toContain('The session has ended')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(listServers).toHaveBeenCalledTimes(2)
  expect(page.textContent).not.toContain('The session has ended')
})
