import { afterEach, expect, test } from 'vitest'

import { DEFAULTS, preferences } from '../preferences'
import { timeLabels } from './timeAxis'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const at = (text: string) => Date.parse(text)

afterEach(() => {
  Object.assign(preferences, DEFAULTS)
})

test('hours have their time, and midnight of the shown time zone its date', () => {
  preferences.timeZone = 'Europe/Berlin'
  const times = [at('2026-11-25T22:00:00Z'), at('2026-11-25T23:00:00Z'), at('2026-11-26T00:00:00Z')]
  expect(timeLabels(times, HOUR)).toEqual(['23:00', '26 Nov', '01:00'])
})

test('steps of seconds have seconds, on the clock that was chosen', () => {
  preferences.timeZone = 'UTC'
  preferences.hour24 = false
  expect(timeLabels([at('2026-11-26T13:00:05Z')], 5000)).toEqual(['01:00:05 pm'])
})

test('days have their date, months their name, and the first of January its year', () => {
  preferences.timeZone = 'UTC'
  expect(timeLabels([at('2026-12-31T00:00:00Z'), at('2027-01-01T00:00:00Z')], DAY)).toEqual([
    '31 Dec',
    '2027',
  ])
  expect(timeLabels([at('2026-12-01T00:00:00Z'), at('2027-01-01T00:00:00Z')], 30 * DAY)).toEqual([
    'Dec',
    '2027',
  ])
})
