import type { LiveUpdate } from '../../shared/live/liveUpdate'
import type { FleetSensor, SensorName } from './dataApi'
import { metricTitle } from './metrics'

export type SortKey = 'name' | 'metric' | 'lag'

/** Which sensors are listed, and how. */
export interface SensorChoice {
  search: string
  /** Only those without a reading for longer than this; undefined: all. */
  silentMillis: number | undefined
  sort: SortKey
  descending: boolean
}

/**
 * The sensors of the fleet, outside Vue's reactivity: a live value changes its sensor in place, and
 * the rows that are seen are drawn once a second. So thousands cost no more than those few.
 */
export class Sensors {
  private byKey = new Map<string, FleetSensor>()

  get size(): number {
    return this.byKey.size
  }

  /** Takes all sensors with their stored readings; newer ones that came live stay. */
  fill(told: readonly FleetSensor[]): void {
    const before = this.byKey
    this.byKey = new Map(
      told.map((sensor) => {
        const live = before.get(keyOf(sensor))?.last
        return [keyOf(sensor), live && isNewer(live, sensor) ? { ...sensor, last: live } : sensor]
      }),
    )
  }

  /** Takes a live value. @returns false when its sensor is not known */
  apply(update: LiveUpdate): boolean {
    const sensor = this.byKey.get(keyOf(update))
    if (sensor !== undefined && isNewer(update, sensor)) {
      const { timestamp, value } = update
      sensor.last = { timestamp, value, origin: update.origin ?? sensor.last?.origin }
    }
    return sensor !== undefined
  }

  find(name: SensorName): FleetSensor | undefined {
    return this.byKey.get(keyOf(name))
  }

  /** Those that are asked for, in order. */
  choose({ search, silentMillis, sort, descending }: SensorChoice, now: number): FleetSensor[] {
    const words = search.toLowerCase().split(/\s+/)
    const chosen = [...this.byKey.values()].filter(
      (sensor) =>
        (silentMillis === undefined || lagOf(sensor, now) > silentMillis) &&
        words.every((word) => textOf(sensor).includes(word)),
    )
    const direction = descending ? -1 : 1
    return chosen.sort((a, b) => direction * compare(a, b, sort, now) || byName(a, b))
  }
}

/** How it is told from all others, in an address as well. No metric has a dot in its name. */
export function keyOf({ serverId, metric }: SensorName): string {
  return `${serverId}.${metric}`
}

/** Reads such a key; undefined where it is none. */
export function parseKey(key: unknown): SensorName | undefined {
  const [, serverId, metric] = (typeof key === 'string' && /^(.+)\.([^.]+)$/.exec(key)) || []
  return serverId && metric ? { serverId, metric } : undefined
}

/** Milliseconds since the last reading; without one it could not be longer. */
export function lagOf({ last }: FleetSensor, now: number): number {
  return last === undefined ? Infinity : now - last.timestamp
}

function isNewer(reading: { timestamp: number }, { last }: FleetSensor): boolean {
  return last === undefined || reading.timestamp > last.timestamp
}

function textOf(sensor: FleetSensor): string {
  return `${sensor.serverName} ${sensor.siteName} ${metricTitle(sensor.metric)} ${sensor.metric}`.toLowerCase()
}

const collator = new Intl.Collator('en', { numeric: true })

function byName(a: FleetSensor, b: FleetSensor): number {
  return collator.compare(a.serverName, b.serverName) || collator.compare(keyOf(b), keyOf(a))
}

function compare(a: FleetSensor, b: FleetSensor, sort: SortKey, now: number): number {
  switch (sort) {
    case 'name':
      return byName(a, b)
    case 'metric':
      return collator.compare(metricTitle(a.metric), metricTitle(b.metric))
    case 'lag': {
      const [lagA, lagB] = [lagOf(a, now), lagOf(b, now)]
      return lagA === lagB ? 0 : lagA - lagB
    }
  }
}
