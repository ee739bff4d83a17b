import { describe, expect, test } from 'vitest'

import { valueRange } from '../../shared/chart/chartOptions'
import { SeriesWindow } from '../../shared/chart/seriesWindow'
import { basisInWords, comparison, rowsOf } from './energy'
import { curlOf, exportAddress } from './exports'
import { periodOf } from './periods'
import { readingRows, stepOf } from './readingRows'
import type { Bucket } from './serverApi'

const HOUR = 3_600_000
// A Thursday; 13:20 in Berlin.
const now = Date.parse('2026-11-26T12:20:00Z')
const present = { now, timeZone: 'Europe/Berlin' }
const iso = (time: number) => new Date(time).toISOString().replace('.000', '')

describe('the table of readings', () => {
  test('has means of steps, and their least and greatest', () => {
    const window = new SeriesWindow()
    window.append(60_000, 10)
    window.append(90_000, 20)
    window.append(119_999, 30)
    window.append(240_000, 7)
    expect(readingRows(window, 60_000, 'UTC')).toEqual([
      { start: 60_000, mean: 20, min: 10, max: 30 },
      { start: 240_000, mean: 7, min: 7, max: 7 },
    ])
  })

  test('has days of the time zone', () => {
    const window = new SeriesWindow()
    const midnight = Date.parse('2026-11-25T23:00:00Z')
    window.append(midnight - 1, 10)
    window.append(midnight, 20)
    expect(readingRows(window, 24 * HOUR, 'Europe/Berlin').map(({ start }) => start)).toEqual([
      midnight - 24 * HOUR,
      midnight,
    ])
  })

  test('has no rows without readings', () => {
    expect(readingRows(new SeriesWindow(), 60_000, 'UTC')).toEqual([])
  })

  test.each([
    [HOUR / 6, 60_000],
    [HOUR, 300_000],
    [24 * HOUR, HOUR],
    [365 * 24 * HOUR, 28 * 24 * HOUR],
  ])('of %d ms has steps that can be read', (span, step) => {
    expect(stepOf(span)).toBe(step)
  })
})

describe('the axis of values', () => {
  test('does not magnify the noise of a steady value', () => {
    const [low, high] = valueRange([200, 200.1])
    expect(high - low).toBeGreaterThan(10)
  })

  test.each([
    [0, 0],
    [0, 500],
    [90, 110],
    [1e6, 2e6],
  ] as const)('holds values from %d to %d and stays above zero', (lowest, highest) => {
    const [low, high] = valueRange([lowest, highest])
    expect(low).toBeGreaterThanOrEqual(0)
    expect(low).toBeLessThanOrEqual(lowest)
    expect(high).toBeGreaterThan(highest)
  })

  test('of no values is a range', () => {
    expect(valueRange(undefined)).toEqual([0, 1])
  })
})

describe('a period', () => {
  const chosen = { from: now - HOUR, to: now }

  test.each([
    ['day', 'hour', '2026-11-25T23:00:00Z', '2026-11-24T23:00:00Z', '2026-11-25T12:20:00Z'],
    ['month', 'day', '2026-10-31T23:00:00Z', '2026-09-30T22:00:00Z', '2026-10-26T12:20:00Z'],
    ['year', 'month', '2025-12-31T23:00:00Z', '2024-12-31T23:00:00Z', '2025-11-26T12:20:00Z'],
  ] as const)('of this %s is in %ss', (name, unit, from, before, comparable) => {
    const period = periodOf(name, chosen, present)
    expect(period.unit).toBe(unit)
    expect(period.passed).toEqual({ from: Date.parse(from), to: now })
    expect(iso(period.before.from)).toBe(before)
    expect(period.before.to).toBe(Date.parse(from))
    expect(iso(period.comparable.from)).toBe(before)
    expect(iso(period.comparable.to)).toBe(comparable)
  })

  test('of the 31st is compared with no more than the month before', () => {
    const last = { now: Date.parse('2026-03-31T10:00:00Z'), timeZone: 'UTC' }
    const { before, comparable } = periodOf('month', chosen, last)
    expect(iso(before.to)).toBe('2026-03-01T00:00:00Z')
    expect(comparable.to).toBeLessThanOrEqual(before.to)
  })

  test('that was chosen is compared with as long a one before it, as far as it has passed', () => {
    const half = { from: now - HOUR, to: now + HOUR }
    const { passed, before, comparable } = periodOf('range', half, present)
    expect(passed).toEqual({ from: now - HOUR, to: now })
    expect(before).toEqual({ from: now - 3 * HOUR, to: now - HOUR })
    expect(comparable).toEqual({ from: now - 3 * HOUR, to: now - 2 * HOUR })
  })

  test.each([
    [2, 'hour'],
    [24 * 60, 'day'],
    [24 * 365, 'month'],
  ])('of %d hours is in %ss', (hours, unit) => {
    expect(periodOf('range', { from: now - hours * HOUR, to: now }, present).unit).toBe(unit)
  })
})

describe('a comparison', () => {
  const covered = { coverage: 1, coverageBefore: 1 }

  test.each([
    [{ now: 112, before: 100, ...covered }, '+12 % against yesterday'],
    [{ now: 88, before: 100, ...covered }, '−12 % against yesterday'],
    [{ now: 100, before: 100, ...covered }, '0 % against yesterday'],
    [{ now: 5, before: 0, ...covered }, 'Nothing yesterday'],
    [{ now: 0, before: 9, coverage: 0, coverageBefore: 1 }, 'No readings yet'],
    [
      { now: 9, before: 0, coverage: 1, coverageBefore: 0 },
      'No readings of yesterday to compare with',
    ],
    [
      { now: 9, before: 9, coverage: 1, coverageBefore: 0.4 },
      '0 % against yesterday, of which 40 % is covered',
    ],
  ])('of %j', (figure, words) => {
    expect(comparison(figure, 'yesterday')).toBe(words)
  })

  test('has the bars of both periods side by side, and more of the longer one', () => {
    const bucket = (start: string) => ({ start }) as Bucket
    const rows = rowsOf(
      [bucket('2026-11-26T00:00:00Z')],
      [bucket('2026-11-25T00:00:00Z'), bucket('2026-11-25T01:00:00Z')],
      iso,
    )
    expect(rows.map(({ label, now: it }) => [label, it !== undefined])).toEqual([
      ['2026-11-26T00:00:00Z', true],
      ['2026-11-25T01:00:00Z', false],
    ])
  })

  test('tells what emissions come from', () => {
    expect(basisInWords('co2-sensor')).toBe('Emissions as told by the CO₂ sensor.')
    expect(basisInWords('co2-sensor', 'MODELLED')).toContain('modelled by')
    expect(basisInWords('co2-sensor', 'MEASURED')).toContain('measured by')
    expect(basisInWords('mixed', 'EMULATED')).toMatch(/emulated CO₂ sensor; where it said nothing/)
    expect(basisInWords('power-model')).toContain('computed from power')
    expect(basisInWords(null)).toBe('')
  })
})

test('a line for scripts names what is shown, and a token that it does not hold', () => {
  const range = { from: now - HOUR, to: now }
  const address = exportAddress('series', 'a/b', 'power', range, '')
  expect(curlOf('http://kw.example', address)).toBe(
    `curl -sSf -H "Authorization: Bearer $TOKEN" 'http://kw.example/api/v1/history/servers/a%2Fb/series?metric=power&from=2026-11-26T11%3A20%3A00.000Z&to=2026-11-26T12%3A20%3A00.000Z&points=3601'`,
  )
  expect(exportAddress('readings', 'a', 'co2', range)).toMatch(
    /readings\.csv\?metric=co2&[^&]*&[^&]*$/,
  )
})
