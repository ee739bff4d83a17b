import { describe, expect, test } from 'vitest'

import { bestOf, layoutStarts } from './startBars'
import type { Choice } from './tasksApi'

function choice(hour: number, grams: number): Choice {
  return {
    serverId: 'server',
    siteId: 'site',
    start: new Date(Date.UTC(2026, 10, 27, hour)).toISOString(),
    end: new Date(Date.UTC(2026, 10, 27, hour + 1)).toISOString(),
    kilowattHours: 1,
    grams,
  }
}

const HOURS = [choice(13, 30), choice(14, 10), choice(15, 10), choice(16, 40)]

describe('bars of starts', () => {
  test('have run-now before them, and a line at its grams', () => {
    const { bars, runNowY } = layoutStarts({ runNow: choice(12, 35), hours: HOURS }, 600, 200)
    expect(bars.map(({ runNow }) => runNow)).toEqual([true, false, false, false, false])
    expect(bars[0]?.label?.text).toBe('Now')
    expect(runNowY).toBe(bars[0]?.bar.y)
  })

  test('are as high as their grams, and do not cover each other', () => {
    const { bars } = layoutStarts({ runNow: null, hours: HOURS }, 600, 200)
    const [first, second] = bars
    expect(first?.bar.height).toBeCloseTo(3 * (second?.bar.height ?? 0))
    bars.slice(1).forEach(({ bar }, index) => {
      const before = bars[index]?.bar
      expect(bar.x).toBeGreaterThanOrEqual((before?.x ?? 0) + (before?.width ?? 0))
    })
  })

  test('without run-now have no line', () => {
    const { bars, runNowY } = layoutStarts({ runNow: null, hours: HOURS }, 600, 200)
    expect(bars).toHaveLength(4)
    expect(runNowY).toBeUndefined()
  })

  test('show one as the best: the first of those with the least grams', () => {
    const { bars } = layoutStarts({ runNow: choice(12, 5), hours: HOURS }, 600, 200)
    expect(bars.filter(({ best }) => best).map((bar) => bar.choice)).toEqual([HOURS[1]])
  })

  test('of two weeks have a width each', () => {
    const many = Array.from({ length: 336 }, (_, hour) => choice(hour, 1))
    const { bars } = layoutStarts({ runNow: null, hours: many }, 320, 200)
    expect(bars.every(({ bar }) => bar.width >= 1)).toBe(true)
  })
})

test('there is no best start where there is none', () => {
  expect(bestOf([])).toBeUndefined()
})
