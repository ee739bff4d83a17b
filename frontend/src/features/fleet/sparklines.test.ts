import { expect, test } from 'vitest'

import { linePath, SPAN_MILLIS } from './sparklines'

test('the lowest value is at the bottom, the highest on top, the oldest at the left', () => {
  const trend = [
    [0, 100],
    [SPAN_MILLIS / 2, 300],
    [SPAN_MILLIS, 200],
  ] as const
  expect(linePath(trend, 100, 22)).toBe('M0.0,21.0h0L50.0,1.0L100.0,11.0')
})

test('a steady value is a line, and no values are none', () => {
  expect(linePath([[0, 5]], 100, 22)).toBe('M0.0,21.0h0')
  expect(linePath([], 100, 22)).toBe('')
})

test('the line is broken where readings are missing, however seldom they come', () => {
  for (const minute of [60_000, 1000]) {
    const trend = [0, 1, 2, 3, 10, 11].map((at) => [at * minute, 5] as const)
    expect(linePath(trend, 100, 22).match(/M/g)).toHaveLength(2)
    expect(linePath(trend.slice(0, 4), 100, 22).match(/M/g)).toHaveLength(1)
  }
})
