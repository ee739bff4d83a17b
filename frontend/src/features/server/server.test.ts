import { expect, test } from 'vitest'

import { valueRange } from './chartOptions'
import { minuteMeans } from './minutes'
import { SeriesWindow } from './seriesWindow'

test('means are taken minute by minute', () => {
  const window = new SeriesWindow(600_000)
  window.append(60_000, 10)
  window.append(90_000, 20)
  window.append(119_999, 30)
  window.append(240_000, 7)
  expect(minuteMeans(window)).toEqual([
    { start: 60_000, mean: 20 },
    { start: 240_000, mean: 7 },
  ])
})

test('no readings have no minutes', () => {
  expect(minuteMeans(new SeriesWindow(600_000))).toEqual([])
})

test('the noise of a steady value is not magnified', () => {
  const [low, high] = valueRange(200, 200.1)
  expect(high - low).toBeGreaterThan(10)
})

test('a value range holds its values and stays above zero', () => {
  for (const [lowest, highest] of [
    [0, 0],
    [0, 500],
    [90, 110],
    [1e6, 2e6],
  ] as const) {
    const [low, high] = valueRange(lowest, highest)
    expect(low).toBeGreaterThanOrEqual(0)
    expect(low).toBeLessThanOrEqual(lowest)
    expect(high).toBeGreaterThan(highest)
  }
})

test('a value range of no values is a range', () => {
  expect(valueRange(null, null)).toEqual([0, 1])
})
