import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, type App, type Ref } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'

import { useLoadedAhead } from './useLoadedAhead'

const MOMENT = 2_000
const load = vi.fn<() => Promise<string>>()
let router: Router
let app: App
let part: Readonly<Ref<string | undefined>>

beforeEach(async () => {
  vi.useFakeTimers()
  load.mockReset().mockResolvedValue('part')
  const nothing = { render: () => null }
  router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:page', component: nothing }],
  })
  await router.push('/fleet')
  app = createApp({
    setup() {
      part = useLoadedAhead(load, 1_500)
      return () => null
    },
  }).use(router)
  app.mount(document.createElement('div'))
})

afterEach(() => {
  app.unmount()
  vi.useRealTimers()
})

test('a part is loaded once, a moment after the page', async () => {
  expect(load).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(MOMENT)
  expect(part.value).toBe('part')
  await router.push('/tasks')
  await vi.advanceTimersByTimeAsync(MOMENT)
  expect(load).toHaveBeenCalledTimes(1)
})

test('it does not wait longer for somebody who goes from page to page', async () => {
  await vi.advanceTimersByTimeAsync(1_000)
  await router.push('/tasks')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(part.value).toBe('part')
})

test('one that could not be loaded is tried again with the next page', async () => {
  load.mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(load).toHaveBeenCalledTimes(1)
  await router.push('/tasks')
  await vi.advanceTimersByTimeAsync(MOMENT)
  expect(part.value).toBe('part')
})

test('nothing is loaded for somebody who is gone by then', async () => {
  app.unmount()
  await vi.advanceTimersByTimeAsync(MOMENT)
  expect(load).not.toHaveBeenCalled()
})
