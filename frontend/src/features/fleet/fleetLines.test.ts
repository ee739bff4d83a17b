import { describe, expect, test } from 'vitest'

import type { FleetRow } from '../../shared/fleet/fleetRows'
import { byRank, linesOf, matching, ranksOf, type SortKey } from './fleetLines'

function row(name: string, changes: Partial<FleetRow> = {}): FleetRow {
  return {
    id: name,
    name,
    siteId: 's1',
    siteName: 'Berlin North',
    rack: 'R1',
    rackKey: 's1/R1',
    source: 'GRID',
    power: undefined,
    co2: undefined,
    ...changes,
  }
}

const watts = (value: number) => ({ timestamp: 0, value, origin: undefined })

const names = (rows: readonly FleetRow[]) => rows.map(({ name }) => name)

describe('a search', () => {
  const rows = [
    row('web-1'),
    row('web-2', { rack: 'R2', source: 'WIND' }),
    row('db', { siteName: 'Oslo' }),
  ]

  test.each([
    ['', ['web-1', 'web-2', 'db']],
    ['WEB', ['web-1', 'web-2']],
    ['oslo', ['db']],
    ['Berlin North', ['web-1', 'web-2']],
    ['r2', ['web-2']],
    ['wind', ['web-2']],
    ['  north web-1 ', ['web-1']],
    ['north db', []],
  ])('for "%s" finds %j, whichever columns are shown', (search, found) => {
    expect(names(matching(rows, search))).toEqual(found)
  })
})

describe('the order', () => {
  const rows = [
    row('node-10', { power: watts(5) }),
    row('node-9', { power: watts(50) }),
    row('silent'),
    row('node-1', { power: watts(5) }),
  ]
  const sorted = (key: SortKey, descending: boolean) =>
    names(byRank(rows, ranksOf(rows, { key, descending })))

  test('is that of people for names', () => {
    expect(sorted('name', false)).toEqual(['node-1', 'node-9', 'node-10', 'silent'])
    expect(sorted('name', true)).toEqual(['silent', 'node-10', 'node-9', 'node-1'])
  })

  test('of equals is that from before, and what has no value is last either way', () => {
    expect(sorted('power', false)).toEqual(['node-10', 'node-1', 'node-9', 'silent'])
    expect(sorted('power', true)).toEqual(['node-9', 'node-10', 'node-1', 'silent'])
  })

  test('holds while values move, and a newcomer is last', () => {
    const ranks = ranksOf(rows, { key: 'power', descending: true })
    const moved = [row('new'), ...rows.map((before) => ({ ...before, power: watts(0) }))]
    expect(names(byRank(moved, ranks))).toEqual(['node-9', 'node-10', 'node-1', 'silent', 'new'])
  })
})

describe('groups', () => {
  const rows = [
    row('a', { siteId: 'x', siteName: 'Oslo' }),
    row('b'),
    row('c', { siteId: 'x', siteName: 'Oslo' }),
  ]
  const shown = (closed: string[] = []) =>
    linesOf(rows, 'site', new Set(closed)).map((line) =>
      line.kind === 'group' ? `${line.name} ${line.rows.length}` : line.row.name,
    )

  test('are sorted by name, their servers under them', () => {
    expect(shown()).toEqual(['Berlin North 1', 'b', 'Oslo 2', 'a', 'c'])
  })

  test('that are closed show only their head', () => {
    expect(shown(['x'])).toEqual(['Berlin North 1', 'b', 'Oslo 2'])
  })

  test('are left out where there is no grouping', () => {
    expect(linesOf(rows, undefined, new Set()).map(({ key }) => key)).toEqual(['a', 'b', 'c'])
  })
})
