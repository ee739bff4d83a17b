import { compareNames, type FleetRow } from '../shared/fleet/fleetRows'

/** More servers than this are no help; one more letter is. */
const MOST = 50

/** Where a server is, as the palette tells servers of the same name apart. */
export function placeOf({ siteName, rack }: FleetRow): string {
  return rack ? `${siteName} · ${rack}` : siteName
}

/** Servers by name or place: the one that is called so, those that begin so, the others. */
export function foundServers(rows: readonly FleetRow[], search: string): FleetRow[] {
  const text = search.trim().toLowerCase()
  if (text === '') {
    return []
  }
  return rows
    .map((row) => ({ row, rank: rankOf(row, text) }))
    .filter(({ rank }) => rank < NOT_FOUND)
    .sort((a, b) => a.rank - b.rank || compareNames(a.row.name, b.row.name))
    .slice(0, MOST)
    .map(({ row }) => row)
}

const NOT_FOUND = 4

function rankOf(row: FleetRow, text: string): number {
  const name = row.name.toLowerCase()
  const place = placeOf(row).toLowerCase()
  const found = [name === text, name.startsWith(text), name.includes(text), place.includes(text)]
  const rank = found.indexOf(true)
  return rank === -1 ? NOT_FOUND : rank
}
