import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, h, type App } from 'vue'

import type { RangeText } from './timeRange'
import TimeRangePicker from './TimeRangePicker.vue'

vi.mock('vuetify/components/VMenu', () => ({ VMenu: () => null }))
vi.mock('vuetify/components/VBtn', async () => {
  const { h } = await import('vue')
  return { VBtn: (_: unknown, { attrs }: { attrs: object }) => h('button', attrs) }
})

const T = Date.parse('2026-03-01T12:00:00Z')
const MINUTE = 60_000

let element: HTMLElement
let app: App
let chosen: RangeText[]

beforeEach(() => {
  vi.useFakeTimers({ now: T })
  element = document.createElement('div')
  chosen = []
})

afterEach(() => {
  app.unmount()
  vi.useRealTimers()
})

function show(live: boolean): void {
  app = createApp({
    render: () =>
      h(TimeRangePicker, {
        text: { from: 'now-10m', to: 'now' },
        range: { from: T - 10 * MINUTE, to: T },
        live,
        onChoose: (text) => chosen.push(text),
      }),
  })
  app.mount(element)
}

function press(label: string): void {
  element.querySelector<HTMLButtonElement>(`[aria-label="${label}"]`)?.click()
}

test.each([
  [true, '2026-03-01T12:55:00.000Z', '2026-03-01T13:05:00.000Z'],
  [false, '2026-03-01T11:45:00.000Z', '2026-03-01T11:55:00.000Z'],
])('earlier is before what is shown, live: %s', (live, from, to) => {
  show(live)
  vi.setSystemTime(T + 70 * MINUTE)
  press('Earlier')
  expect(chosen).toEqual([{ from, to }])
})

test('what was stopped is seen from twice as far', () => {
  show(false)
  vi.setSystemTime(T + 70 * MINUTE)
  press('Zoom out')
  expect(chosen).toEqual([{ from: '2026-03-01T11:45:00.000Z', to: '2026-03-01T12:05:00.000Z' }])
})
