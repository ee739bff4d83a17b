import { sourceName } from '../../shared/api/servers'
import { compareNames, newestOf, type FleetRow } from '../../shared/fleet/fleetRows'
import type { Grouping } from './fleetTotals'

/** What rows can be sorted by. */
const VALUES = {
  name: (row: FleetRow) => row.name,
  siteName: (row: FleetRow) => row.siteName,
  rack: (row: FleetRow) => row.rack,
  source: (row: FleetRow) => sourceName(row.source),
  power: (row: FleetRow) => row.power?.value,
  co2: (row: FleetRow) => row.co2?.value,
  origin: (row: FleetRow) => row.power?.origin ?? row.co2?.origin,
  newest: (row: FleetRow) => newestOf(row)?.timestamp,
}

export type SortKey = keyof typeof VALUES
export const SORT_KEYS = Object.keys(VALUES) as SortKey[]

export interface Sorting {
  key: SortKey
  descending: boolean
}

/** A line of the table: a server, or the head of a group of them. */
export type Line =
  | { kind: 'server'; key: string; row: FleetRow }
  | { kind: 'group'; key: string; name: string; rows: FleetRow[] }

/** By what the platform names a group of its totals, and what people call it. */
const GROUPS: Record<
  Grouping,
  { keyOf: (row: FleetRow) => string; nameOf: (row: FleetRow) => string }
> = {
  site: { keyOf: (row) => row.siteId, nameOf: (row) => row.siteName },
  rack: { keyOf: (row) => row.rackKey, nameOf: (row) => `${row.siteName} / ${row.rack}` },
  source: { keyOf: (row) => row.source, nameOf: (row) => sourceName(row.source) },
}

/** The rows that have every word of a search somewhere in name, site, rack or source. */
export function matching(rows: readonly FleetRow[], search: string): readonly FleetRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return words.length === 0
    ? rows
    : rows.filter((row) => {
        const text = [row.name, row.siteName, row.rack, sourceName(row.source)]
          .join('\n')
          .toLowerCase()
        return words.every((word) => text.includes(word))
      })
}

/** The place of each server in an order, by its id. */
export function ranksOf(
  rows: readonly FleetRow[],
  { key, descending }: Sorting,
): ReadonlyMap<string, number> {
  const valueOf = VALUES[key]
  const direction = descending ? -1 : 1
  const sorted = rows
    .map((row) => ({ id: row.id, value: valueOf(row) }))
    .sort((a, b) => compare(a.value, b.value, direction))
  return new Map(sorted.map(({ id }, rank) => [id, rank]))
}

/** Rows in the order of their ranks; one that has none yet comes last. */
export function byRank(rows: readonly FleetRow[], ranks: ReadonlyMap<string, number>): FleetRow[] {
  const rankOf = (row: FleetRow): number => ranks.get(row.id) ?? ranks.size
  return rows.toSorted((a, b) => rankOf(a) - rankOf(b))
}

/** The table's lines; of a closed group only its head. */
export function linesOf(
  rows: readonly FleetRow[],
  grouping: Grouping | undefined,
  closed: ReadonlySet<string>,
): Line[] {
  if (grouping === undefined) {
    return rows.map(serverLine)
  }
  const { nameOf } = GROUPS[grouping]
  return [...membersOf(rows, grouping)]
    .map(([key, members]) => ({ key, members, name: nameOf(members[0] as FleetRow) }))
    .sort((a, b) => compareNames(a.name, b.name))
    .flatMap(({ key, members, name }) => [
      { kind: 'group' as const, key, name, rows: members },
      ...(closed.has(key) ? [] : members.map(serverLine)),
    ])
}

/** The rows of each group, by its key. */
export function membersOf(
  rows: readonly FleetRow[],
  grouping: Grouping,
): ReadonlyMap<string, FleetRow[]> {
  const { keyOf } = GROUPS[grouping]
  const groups = new Map<string, FleetRow[]>()
  for (const row of rows) {
    const members = groups.get(keyOf(row))
    if (members === undefined) {
      groups.set(keyOf(row), [row])
    } else {
      members.push(row)
    }
  }
  return groups
}

function serverLine(row: FleetRow): Line {
  return { kind: 'server', key: row.id, row }
}

/** What has no value is last in either direction. */
function compare(
  a: string | number | undefined,
  b: string | number | undefined,
  direction: number,
): number {
  if (a === undefined || b === undefined) {
    return Number(a === undefined) - Number(b === undefined)
  }
  return typeof a === 'number' && typeof b === 'number'
    ? direction * (a - b)
    : direction * compareNames(String(a), String(b))
}
