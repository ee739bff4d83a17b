import { afterEach, expect, test } from 'vitest'

import { DEFAULTS, preferences } from '../../shared/preferences'
import { fixed, fromField, problemOf, rangeInQuery, resolve, toField, USUAL } from './readingRange'

const T = Date.parse('2026-03-01T12:00:00Z')

afterEach(() => {
  Object.assign(preferences, DEFAULTS)
})

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

test.each([
  ['Asia/Tokyo', '2026-03-01T21:00:00'],
  ['UTC', '2026-03-01T12:00:00'],
])('a field in %s holds %s', (timeZone, text) => {
  preferences.timeZone = timeZone
  expect(toField(T)).toBe(text)
  expect(fromField(text)).toBe(T)
})

test.each([
  // Clocks go forward at 01:00 UTC and back at 01:00 UTC.
  ['2026-03-29T01:59:59', '2026-03-29T00:59:59Z'],
  ['2026-03-29T03:00:00', '2026-03-29T01:00:00Z'],
  ['2026-10-25T01:59:59', '2026-10-24T23:59:59Z'],
  ['2026-10-25T03:00:00', '2026-10-25T02:00:00Z'],
])('around a change of clocks in Berlin, %s is %s', (text, time) => {
  preferences.timeZone = 'Europe/Berlin'
  expect(new Date(fromField(text)).toISOString()).toBe(time.replace('Z', '.000Z'))
})

test.each(['', '2026-03-01T', 'nonsense'])('the field %s holds no time', (text) => {
  expect(fromField(text)).toBeNaN()
})
