import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, h, nextTick, reactive, type App } from 'vue'

import type { FleetRow } from '../../shared/fleet/fleetRows'
import { IdleResizeObserver } from '../../shared/idleResizeObserver'
import FleetTable from './FleetTable.vue'
import type { FleetTotals, Totals } from './fleetTotals'

vi.mock('./FleetServerRow.vue', () => ({ default: () => null }))
vi.mock('vuetify/components/VBtn', () => ({ VBtn: () => null }))
vi.mock('vuetify/components/VIcon', () => ({ VIcon: () => null }))

const row = (name: string, siteName: string) =>
  ({ id: name, name, siteId: siteName, siteName, rack: 'A', source: 'GRID' }) as FleetRow
const total = { energyKwh: 5, emissionsGrams: 7 } as Totals
const today: FleetTotals = {
  total,
  groups: new Map(['Oslo', 'Berlin'].map((name) => [name, { name, total }])),
}
const props = reactive({
  rows: [row('web-1', 'Oslo'), row('web-2', 'Oslo'), row('db-1', 'Berlin')],
  now: 0,
  search: '',
  grouping: 'site' as const,
  sorting: { key: 'name' as const, descending: false },
  today,
  phone: false,
})
let page: HTMLElement
let app: App

beforeEach(() => {
  vi.stubGlobal('ResizeObserver', IdleResizeObserver)
  page = document.createElement('div')
  app = createApp(() => h(FleetTable, props))
  app.mount(page)
})

afterEach(() => {
  app.unmount()
  vi.unstubAllGlobals()
})

/** The heads of groups, and whether they tell of today. */
async function found(search: string): Promise<[string | undefined, boolean | undefined][]> {
  props.search = search
  await nextTick()
  return [...page.querySelectorAll('.fleet-group-text')].map(({ textContent }) => [
    /[a-z]+/i.exec(textContent)?.[0],
    textContent.includes('today'),
  ])
}

test('today’s total of a group is told where all of the group is shown', async () => {
  expect(await found('')).toEqual([
    ['Berlin', true],
    ['Oslo', true],
  ])
  expect(await found('1')).toEqual([
    ['Berlin', true],
    ['Oslo', false],
  ])
  expect(await found('web')).toEqual([['Oslo', true]])
})
