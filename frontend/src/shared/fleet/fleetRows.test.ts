import { describe, expect, test } from 'vitest'

import type { LatestOfServer, Sample } from './fleetApi'
import { FleetRows, sumOf } from './fleetRows'

const T = Date.parse('2026-03-01T12:00:00Z')

function server(
  serverId: string,
  serverName = serverId,
  siteName = 'Berlin',
  power?: Sample,
  co2?: Sample,
): LatestOfServer {
  const place = { siteId: siteName, siteName, rack: 'r1' }
  return { serverId, serverName, ...place, source: 'GRID', power, co2 }
}

const sample = (timestamp: number, value: number) => ({
  timestamp,
  value,
  origin: 'EMULATED' as const,
})

const update = (serverId: string, metric: string, timestamp: number, value: number) => ({
  serverId,
  metric,
  timestamp,
  value,
  origin: undefined,
})

function fleetOf(...ids: string[]): FleetRows {
  const rows = new FleetRows()
  rows.fill(ids.map((id) => server(id)))
  return rows
}

describe('filling', () => {
  test('sorts by site, then by name as people count', () => {
    const rows = new FleetRows()
    rows.fill([server('a', 'node-10'), server('b', 'node-9'), server('c', 'z', 'Aachen')])
    expect(rows.list().map(({ id }) => id)).toEqual(['c', 'b', 'a'])
  })

  test('keeps a live value that is newer than the stored one, takes one that is not', () => {
    const rows = fleetOf('a', 'b')
    rows.apply(update('a', 'power', T + 1000, 5))
    rows.apply(update('b', 'power', T - 1000, 5))
    rows.fill([
      server('a', 'a', 'Berlin', sample(T, 1)),
      server('b', 'b', 'Berlin', sample(T, 1), sample(T, 2)),
    ])
    expect(rows.list().map(({ power, co2 }) => [power?.value, co2?.value])).toEqual([
      [5, undefined],
      [1, 2],
    ])
  })

  test('drops servers that are gone', () => {
    const rows = fleetOf('a', 'b')
    rows.fill([server('b')])
    expect(rows.list().map(({ id }) => id)).toEqual(['b'])
  })
})

describe('live values', () => {
  test('of an unknown server are reported, not invented', () => {
    const rows = fleetOf('a')
    expect(rows.apply(update('x', 'power', T, 1))).toBe(false)
    expect(rows.list()).toHaveLength(1)
  })

  test('that come late change nothing', () => {
    const rows = fleetOf('a')
    rows.apply(update('a', 'co2', T, 7))
    const before = rows.list()[0]
    rows.apply(update('a', 'co2', T - 1, 99))
    expect(rows.list()[0]).toBe(before)
  })

  test('replace only the row they belong to', () => {
    const rows = fleetOf('a', 'b')
    const [a, b] = rows.list()
    rows.apply(update('a', 'power', T, 7))
    expect(rows.list()[0]).not.toBe(a)
    expect(rows.list()[1]).toBe(b)
  })

  test('of another metric leave power and CO2 alone', () => {
    const rows = fleetOf('a')
    expect(rows.apply(update('a', 'temperature', T, 21))).toBe(true)
    expect(rows.list()[0]?.power).toBeUndefined()
  })
})

describe('the sum', () => {
  test('leaves out servers that have been silent for longer than a reading holds', () => {
    const rows = fleetOf('a', 'b', 'c')
    rows.apply(update('a', 'power', T, 100))
    rows.apply(update('b', 'power', T - 16 * 60_000, 1000))
    expect(sumOf(rows.list(), T)).toEqual({ watts: 100, gramsPerHour: undefined, reporting: 1 })
  })
})
