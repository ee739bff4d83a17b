import { expect, test } from 'vitest'

import { fixed, problemOf, rangeInQuery, resolve, USUAL } from './readingRange'

const T = Date.parse('2026-03-01T12:00:00Z')

test('a recent range moves with the present, a fixed one does not', () => {
  expect(resolve({ from: 'now-1h', to: 'now' }, T)).toEqual({ from: T - 3_600_000, to: T })
  const range = { from: T - 5, to: T }
  expect(resolve(rangeInQuery(fixed(range)), T + 99)).toEqual(range)
})

test.each([
  {},
  { from: 'now-1h' },
  { from: 'now-1h', to: '5' },
  { from: 'yesterday', to: 'now' },
  { from: '5', to: '5' },
  { from: '6', to: '5' },
  { from: ['1', '2'], to: '5' },
  { from: '-1', to: '5' },
  { from: '1', to: '99999999999999' },
])('of the address %j the usual range is taken', (query) => {
  expect(rangeInQuery(query)).toEqual(USUAL)
})

test.each([
  [{ from: Number.NaN, to: T }, 'Give both times.'],
  [{ from: T, to: T }, 'The end is not after the start.'],
  [{ from: T - 12 * 366 * 86_400_000, to: T }, 'At most 11 years.'],
  [{ from: T - 1, to: T }, ''],
])('of %j is said "%s"', (range, problem) => {
  expect(problemOf(range)).toBe(problem)
})
