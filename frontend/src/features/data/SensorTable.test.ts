import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, h, nextTick, ref, type App } from 'vue'
import { createMemoryHistory, createRouter, RouterView, type Router } from 'vue-router'

import type { FleetSensor } from './dataApi'
import { Sensors } from './sensors'
import SensorTable from './SensorTable.vue'
import type { LiveSensors } from './useSensors'

const shown = vi.hoisted(() => ({ search: '', rows: [] as FleetSensor[] }))

vi.mock('./SortableHeader.vue', () => ({ default: () => null }))
vi.mock('vuetify/components/VAlert', () => ({ VAlert: () => null }))
vi.mock('vuetify/components/VBtn', () => ({ VBtn: () => null }))
vi.mock('vuetify/components/VSelect', () => ({ VSelect: () => null }))
vi.mock('vuetify/components/VTextField', () => {
  const VTextField = ({ modelValue }: { modelValue: string }) => {
    shown.search = modelValue
    return null
  }
  return { VTextField: Object.assign(VTextField, { props: ['modelValue'] }) }
})
vi.mock('../../shared/table/VirtualTable.vue', () => {
  const VirtualTable = ({ rows }: { rows: FleetSensor[] }) => {
    shown.rows = rows
    return null
  }
  return { default: Object.assign(VirtualTable, { props: ['rows'] }) }
})

let router: Router
let app: App

beforeEach(async () => {
  const sensors = new Sensors()
  const sensor = { metric: 'power', siteName: 'North', last: undefined }
  sensors.fill([
    { ...sensor, serverId: 'a', serverName: 'web-01' },
    { ...sensor, serverId: 'b', serverName: 'db-01' },
  ])
  const fleet: LiveSensors = {
    sensors,
    version: ref(0),
    loaded: ref(true),
    problem: ref(''),
    reload: () => Promise.resolve(),
  }
  router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/data', component: { render: () => h(SensorTable, { fleet }) } }],
  })
  await router.push('/data?q=web')
  app = createApp(RouterView).use(router)
  app.mount(document.createElement('div'))
})

afterEach(() => {
  app.unmount()
})

test('an address without a search shows all sensors, wherever it is come from', async () => {
  expect(shown.search).toBe('web')
  expect(shown.rows.map(({ serverName }) => serverName)).toEqual(['web-01'])
  await router.push('/data')
  await nextTick()
  expect(shown.search).toBe('')
  expect(shown.rows.map(({ serverName }) => serverName)).toEqual(['db-01', 'web-01'])
})
