import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { DEFAULTS, preferences } from '../../shared/preferences'
import type { Lane, Piece } from './lanes'
import type { PlannedTask } from './planApi'
import { layoutPlan, type Intensities } from './planLayout'

const HOUR = 3_600_000
const FROM = Date.parse('2026-11-27T00:00:00Z')
const RANGE = { from: FROM, to: FROM + 24 * HOUR }
const WIDTH = 960

function piece(start: number, end: number, row = 0): Piece {
  const task = { taskId: 't', name: 'Nightly training' } as PlannedTask
  return { task, serverId: 's', start: FROM + start * HOUR, end: FROM + end * HOUR, row }
}

function lane(...pieces: Piece[]): Lane {
  const rows = Math.max(0, ...pieces.map(({ row }) => row + 1))
  return { key: 'a', title: 'Aarhus', zone: 'DK', rows, pieces }
}

const NOTHING: Intensities = new Map()

beforeEach(() => {
  preferences.timeZone = 'UTC'
})

afterEach(() => {
  Object.assign(preferences, DEFAULTS)
})

describe('the timeline', () => {
  test('places tasks by their times', () => {
    const { lanes } = layoutPlan([lane(piece(6, 12))], NOTHING, RANGE, WIDTH)
    expect(lanes[0]?.pieces[0]).toMatchObject({ x: 240, width: 240, label: 'Nightly training' })
  })

  test('cuts off what lies outside, and keeps what is short in sight', () => {
    const pieces = [piece(-5, 1), piece(23, 30), piece(10, 10.01)]
    const placed = layoutPlan([lane(...pieces)], NOTHING, RANGE, WIDTH).lanes[0]?.pieces ?? []
    for (const { x, width } of placed) {
      expect(x).toBeGreaterThanOrEqual(0)
      expect(x + width).toBeLessThanOrEqual(WIDTH)
      expect(width).toBeGreaterThanOrEqual(3)
    }
    expect(placed[2]?.label).toBe('')
  })

  test('has lanes beneath each other, high enough for their rows', () => {
    const many = Array.from({ length: 6 }, (_, row) => piece(1, 2, row))
    const { lanes, height } = layoutPlan([lane(...many), lane(piece(1, 2))], NOTHING, RANGE, WIDTH)
    const [first, second] = lanes
    const lowest = Math.max(...(first?.pieces.map((placed) => placed.y + placed.height) ?? []))
    expect(lowest).toBeLessThanOrEqual(first?.bottom ?? 0)
    expect(second?.top).toBeGreaterThan(first?.bottom ?? 0)
    expect(height).toBeGreaterThan(second?.bottom ?? 0)
  })

  test('has one scale of intensity for all lanes', () => {
    const hours = (grams: number) => [
      { start: new Date(FROM).toISOString(), gramsPerKwh: grams, kind: 'observed' as const },
    ]
    const other = { ...lane(piece(1, 2)), zone: 'PL' }
    const known: Intensities = new Map([
      ['DK', hours(90)],
      ['PL', hours(700)],
    ])
    const { highest, lanes } = layoutPlan([lane(piece(1, 2)), other], known, RANGE, WIDTH)
    expect(highest).toBeGreaterThanOrEqual(700)
    expect(lanes.every(({ paths }) => paths.observed !== '')).toBe(true)
  })

  test.each([
    [960, 12],
    [360, 4],
  ])('%d wide has no more times than there is room for', (width, most) => {
    const { ticks } = layoutPlan([lane(piece(1, 2))], NOTHING, RANGE, width)
    expect(ticks.length).toBeGreaterThan(1)
    expect(ticks.length).toBeLessThanOrEqual(most)
    expect(ticks[0]?.label).toBe('Fri 27')
  })

  test('has each hour once where clocks skip one', () => {
    preferences.timeZone = 'Europe/Berlin'
    const from = Date.parse('2026-03-29T00:00:00+01:00')
    const { ticks } = layoutPlan([], NOTHING, { from, to: from + 5 * HOUR }, WIDTH)
    expect(ticks.map(({ label }) => label)).toEqual(['Sun 29', '01:00', '03:00', '04:00', '05:00'])
  })

  test('has no time at its end that there is no room to read', () => {
    const range = { from: FROM, to: FROM + 20.1 * HOUR }
    const { ticks } = layoutPlan([lane(piece(1, 2))], NOTHING, range, WIDTH)
    expect(ticks.map(({ label }) => label).slice(-2)).toEqual(['18:00', ''])
  })
})
