import { afterEach, expect, test, vi } from 'vitest'
import { createApp } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'

import { absolute } from './timeRange'
import { USUAL_RANGE, useTimeRange } from './useTimeRange'

afterEach(() => {
  vi.useRealTimers()
})

/** The range on a page that was opened by an address. */
async function open(query: Record<string, string>) {
  const page = { render: () => null }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', component: page }],
  })
  await router.push({ path: '/', query })
  const app = createApp(page).use(router)
  return { router, ...app.runWithContext(() => useTimeRange(USUAL_RANGE)) }
}

/** The address of a page, and the range on it, once it was opened by that address. */
async function opened(asked: Record<string, string>) {
  const { router, text, range } = await open(asked)
  await new Promise((resolve) => setTimeout(resolve))
  return { range: text.value, shown: range.value, query: router.currentRoute.value.query }
}

test.each<Record<string, string>>([
  { from: 'garbage' },
  { from: 'now', to: 'now-1h' },
  { to: 'now' },
  { from: '', live: '1' },
])('an address with %j has what is shown instead of it', async (wrong) => {
  const { range, query } = await opened({ ...wrong, energy: 'month' })
  expect(range).toEqual(USUAL_RANGE)
  expect(query).toEqual({ energy: 'month' })
})

test.each<Record<string, string>>([
  {},
  { from: 'now-6h', to: 'now', live: '1' },
  { from: '2026-03-31' },
])('an address with %j is left as it is', async (right) => {
  expect((await opened(right)).query).toEqual(right)
})

test.each([
  ['2026-03-31T10:00:00Z', true],
  ['1774951200000', true],
  ['now-6h', false],
  ['now/d', false],
])('a range from %s to now keeps its start: %s', async (from, keepsStart) => {
  expect((await opened({ from, to: 'now', live: '1' })).shown.keepsStart).toBe(keepsStart)
})

test('a range that stands still stays where it is when something else is in the address', async () => {
  vi.useFakeTimers()
  const stopped = { from: 'now-10m', to: 'now' }
  const { router, range } = await open(stopped)
  const shown = range.value
  vi.advanceTimersByTime(60_000)
  await router.push({ query: { ...stopped, energy: 'month' } })
  expect(range.value).toBe(shown)
  await router.push({ query: { ...stopped, from: 'now-1h' } })
  expect(range.value.to).toBe(shown.to + 60_000)
})

test('Back leads to a range that stood still as it was shown; one that is chosen anew is read anew', async () => {
  vi.useFakeTimers()
  const { router, range, choose } = await open({ from: 'now-10m', to: 'now', live: '1' })
  const arrived = () => vi.advanceTimersByTimeAsync(60_000)
  choose({ from: 'now-10m', to: 'now' }, false)
  await arrived()
  const stopped = range.value
  choose(absolute({ from: stopped.from, to: stopped.from + 60_000 }))
  await arrived()
  router.back()
  await arrived()
  expect(range.value).toEqual(stopped)
  choose({ from: 'now-10m', to: 'now' })
  await arrived()
  expect(range.value.to).toBe(stopped.to + 3 * 60_000)
  choose({ from: 'now-10m', to: 'now' }, false)
  await arrived()
  expect(range.value.to).toBe(stopped.to + 4 * 60_000)
})
