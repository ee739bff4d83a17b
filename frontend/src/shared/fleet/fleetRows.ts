import type { Server } from '../api/servers'
import type { LiveUpdate } from '../live/liveUpdate'
import type { LatestOfServer, Sample } from './fleetApi'

export interface FleetRow {
  id: string
  name: string
  siteId: string
  siteName: string
  rack: string
  /** Site and rack: racks are called the same in many sites. */
  rackKey: string
  source: Server['energy']['source']
  power: Sample | undefined
  co2: Sample | undefined
}

export interface FleetSum {
  watts: number | undefined
  gramsPerHour: number | undefined
  /** Grams of CO2 equivalents for each kilowatt-hour that is drawn, of servers that tell both. */
  gramsPerKwh: number | undefined
  reporting: number
}

/** How long a reading counts as the present: as long as the platform lets one hold. */
const HOLD_MILLIS = 15 * 60_000

/**
 * The fleet's rows, outside Vue's reactivity.
 *
 * Rows are replaced, never changed, so that a page that draws a new list of them redraws only the
 * rows that differ.
 */
export class FleetRows {
  private rows = new Map<string, FleetRow>()

  /** Takes a list of servers with last values; newer values that are here already stay. */
  fill(servers: readonly LatestOfServer[]): void {
    const known = this.rows
    this.rows = new Map(
      servers
        .toSorted(
          (a, b) =>
            compareNames(a.siteName, b.siteName) || compareNames(a.serverName, b.serverName),
        )
        .map((server) => [server.serverId, rowOf(server, known.get(server.serverId))]),
    )
  }

  /** Takes a live value. @returns false when the server is not in the list */
  apply(update: LiveUpdate): boolean {
    const row = this.rows.get(update.serverId)
    if (row === undefined) {
      return false
    }
    if (update.metric === 'power' || update.metric === 'co2') {
      const value = newer(row[update.metric], update)
      if (value !== row[update.metric]) {
        this.rows.set(row.id, { ...row, [update.metric]: value })
      }
    }
    return true
  }

  list(): FleetRow[] {
    return [...this.rows.values()]
  }
}

function rowOf(server: LatestOfServer, before: FleetRow | undefined): FleetRow {
  return {
    id: server.serverId,
    name: server.serverName,
    siteId: server.siteId,
    siteName: server.siteName,
    rack: server.rack,
    rackKey: `${server.siteId}/${server.rack}`,
    source: server.source,
    power: newer(before?.power, server.power),
    co2: newer(before?.co2, server.co2),
  }
}

/** What the servers that still report draw and emit together. */
export function sumOf(rows: readonly FleetRow[], now: number): FleetSum {
  const current = rows.filter((row) => isCurrent(row.power, now))
  const emitting = rows.filter((row) => isCurrent(row.co2, now))
  return {
    watts: total(current.map((row) => row.power)),
    gramsPerHour: total(emitting.map((row) => row.co2)),
    gramsPerKwh: intensityOf(emitting.filter((row) => isCurrent(row.power, now))),
    reporting: current.length,
  }
}

function intensityOf(rows: readonly FleetRow[]): number | undefined {
  const watts = total(rows.map((row) => row.power)) ?? 0
  const gramsPerHour = total(rows.map((row) => row.co2)) ?? 0
  return watts > 0 ? gramsPerHour / (watts / 1000) : undefined
}

export function isCurrent(sample: Sample | undefined, now: number): boolean {
  return sample !== undefined && now - sample.timestamp <= HOLD_MILLIS
}

/** The newest of a row's values, for its age. */
export function newestOf(row: FleetRow): Sample | undefined {
  return newer(row.power, row.co2)
}

function total(samples: readonly (Sample | undefined)[]): number | undefined {
  return samples.length === 0
    ? undefined
    : samples.reduce((sum, sample) => sum + (sample?.value ?? 0), 0)
}

function newer(a: Sample | undefined, b: Sample | undefined): Sample | undefined {
  if (a === undefined || b === undefined) {
    return a ?? b
  }
  return b.timestamp > a.timestamp
    ? { timestamp: b.timestamp, value: b.value, origin: b.origin ?? a.origin }
    : a
}

const collator = new Intl.Collator('en', { numeric: true })

/** As people count: node-9 before node-10. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b)
}
