import { expect, test } from 'vitest'

import { NONE } from '../../shared/format'
import type { SensorStatus } from './dataApi'
import { interval, isLate, rate } from './statusWords'

const every = (expectedIntervalSeconds: number | null): SensorStatus => ({
  metric: 'power',
  unit: 'W',
  expectedIntervalSeconds,
  gaps: [],
  gapCount: 0,
})

test.each([
  [0.25, '250 ms', '4/s'],
  [1, '1 s', '1/s'],
  [1.004, '1 s', '59.8/min'],
  [10, '10 s', '6/min'],
  [300, '5 min', '12/h'],
  [null, NONE, NONE],
])('a sensor that reads every %d s: %s, %s', (seconds, shownInterval, shownRate) => {
  expect(interval(every(seconds))).toBe(shownInterval)
  expect(rate(every(seconds))).toBe(shownRate)
})

test('late is what has missed three readings, and a while for the way', () => {
  expect(isLate(8_000, every(1))).toBe(false)
  expect(isLate(8_001, every(1))).toBe(true)
  expect(isLate(60_000, every(300))).toBe(false)
})

test('without an interval, late is what holds no more, or was never there', () => {
  expect(isLate(15 * 60_000, undefined)).toBe(false)
  expect(isLate(15 * 60_000 + 1, every(null))).toBe(true)
  expect(isLate(Infinity, undefined)).toBe(true)
})
