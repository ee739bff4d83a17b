import { expect, test } from 'vitest'

import { timeOfWallClock, wallClockOf } from './wallClock'

const zoned = (wallClock: string, zone: string) =>
  new Date(timeOfWallClock(Date.parse(`${wallClock}Z`), zone)).toISOString()

test.each([
  ['2026-07-01T12:00:00', 'UTC', '2026-07-01T12:00:00.000Z'],
  ['2026-07-01T12:00:00', 'Europe/Berlin', '2026-07-01T10:00:00.000Z'],
  ['2026-01-01T00:00:00', 'Asia/Kathmandu', '2025-12-31T18:15:00.000Z'],
  // Skipped on that night: the moment at which clocks were put forward.
  ['2026-03-29T02:30:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
  // Shown twice on that night: the first.
  ['2026-10-25T02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  // More than half a day ahead of UTC.
  ['2026-04-05T02:30:00', 'Pacific/Auckland', '2026-04-04T13:30:00.000Z'],
  ['2026-09-27T02:30:00', 'Pacific/Auckland', '2026-09-26T14:00:00.000Z'],
  // There midnight itself is skipped.
  ['2026-09-06T00:00:00', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
])('%s in %s is %s', (wallClock, zone, time) => {
  expect(zoned(wallClock, zone)).toBe(time)
})

test.each([
  'UTC',
  'Europe/Berlin',
  'America/Los_Angeles',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
])('in %s every seventh hour of a year comes back as itself, or as the first of two', (zone) => {
  const begin = Date.parse('2026-01-01T00:00:00Z')
  for (let hour = 0; hour < 8760; hour += 7) {
    const time = begin + hour * 3_600_000
    const back = timeOfWallClock(wallClockOf(time, zone), zone)
    expect([time, time - 3_600_000, time - 1_800_000]).toContain(back)
  }
})
