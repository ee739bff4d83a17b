import { afterEach, expect, test, vi } from 'vitest'
import { createApp, ref } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'

import { absolute, type ShownRange } from './timeRange'
import type { ChosenRange } from './useTimeRange'
import { useZoom } from './useZoom'

const T = Date.parse('2026-03-01T12:00:00Z')
const MINUTE = 60_000

afterEach(() => {
  vi.useRealTimers()
})

test.each([
  ['slides', false, 20],
  ['keeps its start', true, 120],
])('out of a live range that %s leads from what is shown now', (_, keepsStart, minutes) => {
  vi.useFakeTimers({ now: T + 50 * MINUTE })
  const range: ShownRange = { from: T - 10 * MINUTE, to: T, keepsStart }
  const choose = vi.fn()
  const page = { render: () => null }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', component: page }],
  })
  const { back } = createApp(page)
    .use(router)
    .runWithContext(() =>
      useZoom({ choose, range: ref(range), live: ref(true) } as unknown as ChosenRange),
    )
  back()
  const to = T + 50 * MINUTE
  expect(choose).toHaveBeenCalledExactlyOnceWith(absolute({ from: to - minutes * MINUTE, to }))
})
