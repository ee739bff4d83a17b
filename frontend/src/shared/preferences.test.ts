import { afterEach, expect, test } from 'vitest'

import { dateAndTime, energy, exactTime, mass, power, timeOfDay } from './format'
import { DEFAULTS, parsePreferences, preferences } from './preferences'

afterEach(() => {
  Object.assign(preferences, DEFAULTS)
})

test.each([
  null,
  '',
  'nonsense',
  '7',
  'null',
  '[]',
  '{"theme":"pink","hour24":1,"timeZone":"Mars"}',
])('of what is stored as %s nothing is taken', (stored) => {
  expect(parsePreferences(stored)).toEqual(DEFAULTS)
})

test('of what is stored the usable part is taken', () => {
  const stored = JSON.stringify({ theme: 'dark', timeZone: 'Asia/Tokyo', powerUnit: 'hp', x: 1 })
  expect(parsePreferences(stored)).toEqual({ ...DEFAULTS, theme: 'dark', timeZone: 'Asia/Tokyo' })
})

test('figures have the chosen units', () => {
  Object.assign(preferences, { powerUnit: 'kW', energyUnit: 'MJ', massUnit: 'kg' })
  expect([power(1234.5), energy(10), mass(500)]).toEqual(['1.235 kW', '36 MJ', '0.5 kg'])
})

test('times are of the chosen zone, on the chosen clock', () => {
  const time = Date.parse('2026-03-01T14:05:06Z')
  preferences.timeZone = 'Asia/Tokyo'
  expect(dateAndTime(time)).toBe('1 Mar 2026, 23:05:06')
  expect(exactTime(time + 7)).toBe('1 Mar 2026, 23:05:06.007')
  preferences.hour24 = false
  expect(timeOfDay(time)).toBe('11:05:06 pm')
})
