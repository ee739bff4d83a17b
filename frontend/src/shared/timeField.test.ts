import { afterEach, expect, test } from 'vitest'

import { preferences } from './preferences'
import { fromField, toField } from './timeField'

const T = Date.parse('2026-03-01T12:00:00Z')

afterEach(() => {
  preferences.timeZone = ''
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
