import type { Place } from '../../shared/tasks/usePlaces'
import type { PlannedTask } from './planApi'

export type Grouping = 'site' | 'server'

/** A stretch of time in which a task runs. */
export interface Piece {
  task: PlannedTask
  serverId: string
  /** Milliseconds since 1970. */
  start: number
  end: number
  /** Which row of its lane, so that none covers another. */
  row: number
}

/** What runs at one site or server. */
export interface Lane {
  key: string
  title: string
  /** Undefined where the server is not known any more. */
  zone: string | undefined
  rows: number
  pieces: Piece[]
}

type PlaceOf = (serverId: string) => Place | undefined

const UNKNOWN = 'Servers that are retired'

/** Lanes by name, with what runs in them in order of time. */
export function lanesOf(
  tasks: readonly PlannedTask[],
  grouping: Grouping,
  placeOf: PlaceOf,
): Lane[] {
  const lanes = new Map<string, Lane>()
  for (const piece of piecesOf(tasks)) {
    const begun = laneOf(piece.serverId, grouping, placeOf)
    const lane = lanes.get(begun.key) ?? begun
    lanes.set(lane.key, lane)
    lane.pieces.push(piece)
  }
  for (const lane of lanes.values()) {
    stack(lane)
  }
  return [...lanes.values()].sort((a, b) => a.title.localeCompare(b.title, 'en'))
}

function piecesOf(tasks: readonly PlannedTask[]): Piece[] {
  return tasks
    .flatMap((task) =>
      task.segments.map(({ serverId, start, end }) => ({
        task,
        serverId,
        start: Date.parse(start),
        end: Date.parse(end),
        row: 0,
      })),
    )
    .sort((a, b) => a.start - b.start)
}

function laneOf(serverId: string, grouping: Grouping, placeOf: PlaceOf): Lane {
  const place = placeOf(serverId)
  const empty = { zone: place?.gridZone, rows: 0, pieces: [] }
  if (place === undefined) {
    return { ...empty, key: '', title: UNKNOWN }
  }
  return grouping === 'site'
    ? { ...empty, key: place.siteId, title: place.siteName }
    : { ...empty, key: serverId, title: `${place.serverName}, ${place.siteName}` }
}

/** Each piece goes to the first row that is free when it begins. */
function stack(lane: Lane): void {
  const ends: number[] = []
  for (const piece of lane.pieces) {
    const free = ends.findIndex((end) => end <= piece.start)
    piece.row = free < 0 ? ends.length : free
    ends[piece.row] = piece.end
  }
  lane.rows = ends.length
}
