import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp, type App } from 'vue'
import { createMemoryHistory, createRouter, RouterView, type Router } from 'vue-router'

import type { SortKey } from './fleetLines'
import { useFleetQuery, type FleetQuery } from './useFleetQuery'

let router: Router
let fleet: FleetQuery
let app: App

beforeEach(() => {
  const component = {
    setup: () => {
      fleet = useFleetQuery()
      return () => null
    },
  }
  router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/fleet', component }],
  })
})

afterEach(() => {
  app.unmount()
})

async function open(address: string): Promise<void> {
  await router.push(address)
  app = createApp(RouterView).use(router)
  app.mount(document.createElement('div'))
}

/** Where the address is once it says so. */
function sorted(by: SortKey): Promise<string> {
  return new Promise((resolve) => {
    const stop = router.afterEach(({ fullPath }) => {
      stop()
      resolve(fullPath)
    })
    fleet.sortBy(by)
  })
}

test('what the fleet is sorted by is in the address, unless it is what is usual', async () => {
  await open('/fleet?group=site')
  expect(fleet.sorting.value).toEqual({ key: 'siteName', descending: false })
  expect(await sorted('power')).toBe('/fleet?group=site&sort=power')
  expect(await sorted('power')).toBe('/fleet?group=site&sort=power&desc=1')
  expect(fleet.sorting.value).toEqual({ key: 'power', descending: true })
  expect(await sorted('siteName')).toBe('/fleet?group=site')
  expect(await sorted('siteName')).toBe('/fleet?group=site&desc=1')
})

test('an address says what the fleet is sorted by; nonsense is sorted as usual', async () => {
  await open('/fleet?sort=newest&desc=1')
  expect(fleet.sorting.value).toEqual({ key: 'newest', descending: true })
  await router.push('/fleet?sort=toString')
  expect(fleet.sorting.value).toEqual({ key: 'siteName', descending: false })
})
