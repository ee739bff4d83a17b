import { expect, test } from 'vitest'

import { polyline, SPAN_MILLIS } from './sparklines'

test('the lowest value is at the bottom, the highest on top, the oldest at the left', () => {
  const trend = [
    [0, 100],
    [SPAN_MILLIS / 2, 300],
    [SPAN_MILLIS, 200],
  ] as const
  expect(polyline(trend, 100, 22)).toBe('0.0,21.0 50.0,1.0 100.0,11.0')
})

test('a steady value is a line, and no values are none', () => {
  expect(polyline([[0, 5]], 100, 22)).toBe('0.0,21.0')
  expect(polyline([], 100, 22)).toBe('')
})
