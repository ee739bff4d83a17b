import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, h, nextTick, ref, shallowRef, watch, type App, type Slots } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'

import { listServers } from '../../shared/api/servers'
import CompareView from './CompareView.vue'
import { useComparison, type Comparison, type Grids } from './useComparison'

vi.mock('../../shared/api/servers')
vi.mock('../../shared/chart/useChartClock')
vi.mock('../../shared/timerange/TimeRangePicker.vue', () => ({ default: () => null }))
vi.mock('./ComparedChart.vue', () => ({ default: () => null }))
vi.mock('./useComparison')
vi.mock('vuetify/components/VAlert', () => ({ VAlert: () => null }))
vi.mock('vuetify/components/VMenu', () => ({ VMenu: () => null }))
vi.mock('vuetify/components/VBtn', () => ({
  VBtn: {
    setup:
      (_: unknown, { slots }: { slots: Slots }) =>
      () =>
        h('button', slots['default']?.()),
  },
}))

const GRID = { value: () => 1, view: () => [] }
const GRIDS = { power: GRID, co2: GRID, utilisation: GRID } as unknown as Grids

let page: HTMLElement
let app: App

beforeEach(async () => {
  vi.mocked(listServers).mockReset().mockResolvedValue([])
  vi.mocked(useComparison).mockImplementation((ids) => {
    const grids = shallowRef<Grids | undefined>(GRIDS)
    // The readings of other servers are on their way.
    watch(ids, () => (grids.value = undefined))
    return {
      grids,
      missing: ref([]),
      version: ref(0),
      problem: ref(''),
    } as unknown as Comparison
  })
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/compare', component: CompareView },
      { path: '/servers/:id', name: 'server', component: () => null },
    ],
  })
  await router.push('/compare?servers=a,b,c')
  page = document.createElement('div')
  document.body.append(page)
  app = createApp(RouterView).use(router)
  app.mount(page)
})

afterEach(() => {
  app.unmount()
  page.remove()
})

async function leaveOut(id: string): Promise<void> {
  const button = page.querySelector<HTMLElement>(`[aria-label="Leave out ${id}"]`)
  button?.focus()
  button?.click()
  await vi.waitFor(() => {
    expect(button?.isConnected).toBe(false)
  })
  await nextTick()
}

test('the focus goes to the next server when one is left out, and from the last to choosing', async () => {
  await leaveOut('b')
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Leave out c')
  await leaveOut('c')
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Leave out a')
  await leaveOut('a')
  expect(document.activeElement?.textContent?.trim()).toBe('Choose servers')
})
