import { describe, expect, test } from 'vitest'

import { preferences } from '../preferences'
import { isRelative, parseTime } from './timeExpression'
import {
  absolute,
  endingAt,
  endsNow,
  PRESETS,
  problemsOf,
  resolve,
  shift,
  sliding,
  titleOf,
  zoomOut,
} from './timeRange'

// A Thursday in Berlin, where it is 13:20:30.
const now = Date.parse('2026-11-26T12:20:30Z')
const present = { now, timeZone: 'Europe/Berlin' }
const HOUR = 3_600_000

const iso = (time: number | undefined) =>
  time === undefined ? undefined : new Date(time).toISOString().replace('.000', '')

describe('a time', () => {
  test.each([
    ['now', '2026-11-26T12:20:30Z', '2026-11-26T12:20:30Z'],
    ['now-90s', '2026-11-26T12:19:00Z', '2026-11-26T12:19:00Z'],
    ['now-1h', '2026-11-26T11:20:30Z', '2026-11-26T11:20:30Z'],
    ['now-1d+2h', '2026-11-25T14:20:30Z', '2026-11-25T14:20:30Z'],
    ['now/h', '2026-11-26T12:00:00Z', '2026-11-26T13:00:00Z'],
    ['now/d', '2026-11-25T23:00:00Z', '2026-11-26T23:00:00Z'],
    ['now-1d/d', '2026-11-24T23:00:00Z', '2026-11-25T23:00:00Z'],
    ['now/w', '2026-11-22T23:00:00Z', '2026-11-29T23:00:00Z'],
    ['now/M', '2026-10-31T23:00:00Z', '2026-11-30T23:00:00Z'],
    ['now/y', '2025-12-31T23:00:00Z', '2026-12-31T23:00:00Z'],
    ['2026-11-26', '2026-11-25T23:00:00Z', '2026-11-26T23:00:00Z'],
    ['2026-11-26 13:20', '2026-11-26T12:20:00Z', '2026-11-26T12:20:00Z'],
    ['2026-07-01T13:20:30', '2026-07-01T11:20:30Z', '2026-07-01T11:20:30Z'],
    ['2026-11-26T12:20:30Z', '2026-11-26T12:20:30Z', '2026-11-26T12:20:30Z'],
    ['2026-11-26T12:20:30+05:30', '2026-11-26T06:50:30Z', '2026-11-26T06:50:30Z'],
    ['1795695630000', '2026-11-26T12:20:30Z', '2026-11-26T12:20:30Z'],
    [' now-5m ', '2026-11-26T12:15:30Z', '2026-11-26T12:15:30Z'],
  ])('%s', (text, from, to) => {
    expect(iso(parseTime(text, 'from', present))).toBe(from)
    expect(iso(parseTime(text, 'to', present))).toBe(to)
  })

  test.each([
    '',
    'yesterday',
    'now-',
    'now-5',
    'now-5q',
    'now - 5m',
    '2026-13-01',
    '2026-02-31',
    '2026-02-31 10:00',
    '26:00',
    '5',
    'now-99999y',
    '9999-01-01',
    '1969-12-31T00:00:00Z',
  ])('is not %j', (text) => {
    expect(parseTime(text, 'from', present)).toBeUndefined()
  })

  test('a day is counted by the calendar, also where clocks are set', () => {
    const afterSpring = { now: Date.parse('2026-03-29T12:00:00Z'), timeZone: 'Europe/Berlin' }
    expect(iso(parseTime('now-1d', 'from', afterSpring))).toBe('2026-03-28T13:00:00Z')
    expect(iso(parseTime('now-24h', 'from', afterSpring))).toBe('2026-03-28T12:00:00Z')
  })

  test('a month before the last of March is the last of February', () => {
    const lastOfMarch = { now: Date.parse('2026-03-31T10:00:00Z'), timeZone: 'UTC' }
    expect(iso(parseTime('now-1M', 'from', lastOfMarch))).toBe('2026-02-28T10:00:00Z')
  })

  test('moves with the present or does not', () => {
    expect(isRelative('now-1d/d')).toBe(true)
    expect(isRelative('2026-11-26')).toBe(false)
  })
})

describe('a range', () => {
  test.each(PRESETS)('$title can be shown', (preset) => {
    const range = resolve(preset, present)
    expect(range?.to).toBeGreaterThan(range?.from ?? Infinity)
    expect(problemsOf(preset, present)).toEqual({})
    expect(titleOf(preset, present)).toBe(preset.title)
  })

  test.each([
    [{ from: 'now', to: 'now-1h' }, ['to']],
    [{ from: 'now-1s', to: 'now' }, ['to']],
    [{ from: 'now-20y', to: 'now' }, ['to']],
    [{ from: 'soon', to: 'now' }, ['from']],
    [{ from: '', to: '' }, ['from', 'to']],
  ])('%j has a problem', (text, ends) => {
    expect(resolve(text, present)).toBeUndefined()
    expect(Object.keys(problemsOf(text, present))).toEqual(ends)
  })

  test('of its own is read again as it was', () => {
    const range = { from: now - HOUR, to: now }
    expect(resolve(absolute(range), present)).toEqual(range)
    expect(endsNow(absolute(range))).toBe(false)
  })

  test.each([
    [10, 'now-10m'],
    [60, 'now-1h'],
    [24 * 60, 'now-24h'],
    [48 * 60, 'now-2d'],
    [7, 'now-420s'],
  ])('of %d minutes slides as %s', (minutes, from) => {
    expect(sliding({ from: now - minutes * 60_000, to: now })).toEqual({ from, to: 'now' })
  })

  test('that stands still is called by its times, and by its day once', () => {
    const utc = { now, timeZone: 'UTC' }
    preferences.timeZone = 'UTC'
    expect(titleOf({ from: '2026-11-26T10:00:00Z', to: '2026-11-26T11:30:00Z' }, utc)).toBe(
      '26 Nov 2026, 10:00:00 to 11:30:00',
    )
    expect(titleOf({ from: '2026-11-25T10:00:00Z', to: '2026-11-26T11:30:00Z' }, utc)).toBe(
      '25 Nov 2026, 10:00:00 to 26 Nov 2026, 11:30:00',
    )
  })

  test.each([
    ['now-2h', 'now-1h', 'now-2h to now-1h'],
    ['2026-11-26T10:00:00.000Z', 'now', '26 Nov 2026, 10:00:00 to now'],
    ['now-2d', '2026-11-26T10:00:00.000Z', 'now-2d to 26 Nov 2026, 10:00:00'],
  ])('from %s to %s is called %s', (from, to, title) => {
    preferences.timeZone = 'UTC'
    expect(titleOf({ from, to }, { now, timeZone: 'UTC' })).toBe(title)
  })

  test('ends now only where it says so', () => {
    expect(endsNow({ from: 'now-1h', to: 'now' })).toBe(true)
    expect(endsNow({ from: 'now/d', to: 'now/d' })).toBe(false)
  })
})

describe('a live range', () => {
  const range = { from: now - HOUR, to: now }

  test('slides with the present', () => {
    expect(endingAt(range, now + 5_000)).toEqual({ from: now - HOUR + 5_000, to: now + 5_000 })
  })

  test('that began at a time keeps its start', () => {
    const kept = { ...range, keepsStart: true }
    expect(endingAt(kept, now + 5_000)).toEqual({ from: now - HOUR, to: now + 5_000 })
  })

  test('that began at a time ends after it, whatever the clock says', () => {
    const { from, to } = endingAt({ ...range, keepsStart: true }, now - 2 * HOUR)
    expect(to).toBeGreaterThan(from)
  })
})

describe('shifting', () => {
  const range = { from: now - 4 * HOUR, to: now - 2 * HOUR }

  test('goes back and forward by half', () => {
    expect(shift(range, -1, now)).toEqual({ from: now - 5 * HOUR, to: now - 3 * HOUR })
    expect(shift(range, 1, now)).toEqual({ from: now - 3 * HOUR, to: now - HOUR })
  })

  test('ends at the present, and keeps its length there', () => {
    const near = { from: now - 2.5 * HOUR, to: now - HOUR / 2 }
    expect(shift(near, 1, now)).toEqual({ from: now - 2 * HOUR, to: now })
    expect(shift({ from: now - HOUR, to: now }, 1, now)).toEqual({ from: now - HOUR, to: now })
  })

  test('of a day that is not over leaves it where it is', () => {
    const day = { from: now - 12 * HOUR, to: now + 12 * HOUR }
    expect(shift(day, 1, now)).toEqual(day)
  })
})

describe('zooming out', () => {
  test('doubles about the middle', () => {
    const range = { from: now - 6 * HOUR, to: now - 4 * HOUR }
    expect(zoomOut(range, now)).toEqual({ from: now - 7 * HOUR, to: now - 3 * HOUR })
  })

  test('adds to the past what would lie in the future', () => {
    const range = { from: now - HOUR, to: now }
    expect(zoomOut(range, now)).toEqual({ from: now - 2 * HOUR, to: now })
  })

  test('ends at eleven years', () => {
    let range = { from: now - HOUR, to: now }
    for (let times = 0; times < 40; times++) {
      range = zoomOut(range, now)
    }
    expect(resolve(absolute(range), present)).toEqual(range)
  })
})
