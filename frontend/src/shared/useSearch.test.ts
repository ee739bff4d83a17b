import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, nextTick, type App, type Ref } from 'vue'
import { createMemoryHistory, createRouter, RouterView, type Router } from 'vue-router'

import { useSearch } from './useSearch'

let router: Router
let search: Ref<string>
let app: App

beforeEach(async () => {
  vi.useFakeTimers()
  const component = {
    setup: () => {
      search = useSearch()
      return () => null
    },
  }
  router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/list', component },
      { path: '/other', component: { render: () => null } },
    ],
  })
  await router.push('/list?q=web')
  app = createApp(RouterView).use(router)
  app.mount(document.createElement('div'))
})

afterEach(() => {
  app.unmount()
  vi.useRealTimers()
})

test('the address says what is searched for, and follows once somebody pauses', async () => {
  expect(search.value).toBe('web')
  search.value = 'db'
  await vi.advanceTimersByTimeAsync(399)
  expect(router.currentRoute.value.query['q']).toBe('web')
  await vi.advanceTimersByTimeAsync(1)
  expect(router.currentRoute.value.query['q']).toBe('db')
  search.value = ''
  await vi.advanceTimersByTimeAsync(400)
  expect(router.currentRoute.value.fullPath).toBe('/list')
})

test('a link to another search, or to none, leads to it', async () => {
  await router.push('/list?q=db')
  await nextTick()
  expect(search.value).toBe('db')
  await router.push('/list')
  await nextTick()
  expect(search.value).toBe('')
})

test('whoever types is left alone, and whoever leaves takes nothing along', async () => {
  search.value = 'd'
  await vi.advanceTimersByTimeAsync(100)
  await router.push('/list?q=web&sort=lag')
  expect(search.value).toBe('d')
  await vi.advanceTimersByTimeAsync(400)
  expect(router.currentRoute.value.query).toEqual({ q: 'd', sort: 'lag' })
  search.value = 'db'
  await vi.advanceTimersByTimeAsync(100)
  await router.push('/other')
  await vi.advanceTimersByTimeAsync(400)
  expect(router.currentRoute.value.fullPath).toBe('/other')
})
