import { expect, test } from 'vitest'
import { createApp, h, nextTick, ref } from 'vue'

import { SeriesWindow } from '../../shared/chart/seriesWindow'
import ReadingTable from './ReadingTable.vue'

const HOUR = 3_600_000
const MINUTE = 60_000

test('a window that grows has longer steps instead of more rows than are read', async () => {
  const windows = { power: new SeriesWindow(), co2: new SeriesWindow() }
  const version = ref(0)
  let to = 10 * MINUTE
  const app = createApp({
    render: () =>
      h(ReadingTable, { windows, version: version.value, range: () => ({ from: 0, to }) }),
  })
  const element = document.createElement('div')
  app.mount(element)
  const details = element.querySelector('details') as HTMLDetailsElement
  const grow = async (until: number): Promise<number> => {
    for (; to < until; to += MINUTE) {
      windows.power.append(to, 100)
    }
    version.value++
    await nextTick()
    return element.querySelectorAll('tbody tr').length
  }
  details.open = true
  details.dispatchEvent(new Event('toggle'))
  expect(await grow(30 * MINUTE)).toBe(20)
  expect(await grow(6 * HOUR)).toBe(24)
  app.unmount()
})
