import { expect, test } from 'vitest'

import { startOfDay } from './days'

test.each([
  ['2026-03-01T12:34:56.789Z', 'UTC', '2026-03-01T00:00:00.000Z'],
  ['2026-03-01T23:30:00Z', 'Europe/Berlin', '2026-03-01T23:00:00.000Z'],
  // Clocks are put forward at 02:00 and back at 03:00 local time.
  ['2026-03-29T10:00:00Z', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
  ['2026-10-25T10:00:00Z', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
  ['2026-03-01T01:00:00Z', 'America/Los_Angeles', '2026-02-28T08:00:00.000Z'],
  ['2026-03-01T01:00:00Z', 'Asia/Kathmandu', '2026-02-28T18:15:00.000Z'],
])('the day of %s in %s began at %s', (time, zone, begin) => {
  expect(new Date(startOfDay(Date.parse(time), zone)).toISOString()).toBe(begin)
})
