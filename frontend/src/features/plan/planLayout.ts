import { niceCeiling } from '../../shared/chart/bars'
import { clockFormat } from '../../shared/format'
import { shownTimeZone } from '../../shared/preferences'
import type { TimeRange } from '../../shared/timerange/timeRange'
import { timeOfWallClock, wallClockOf } from '../../shared/wallClock'
import { highestOf, pathsOf, type IntensityPaths } from './intensityPaths'
import type { Lane, Piece } from './lanes'
import type { IntensityHour } from './planApi'

export interface PlacedPiece {
  piece: Piece
  x: number
  y: number
  width: number
  height: number
  /** As much of the name as there is room for. */
  label: string
}

export interface PlacedLane {
  lane: Lane
  /** Where its title stands. */
  titleY: number
  top: number
  bottom: number
  paths: IntensityPaths
  pieces: PlacedPiece[]
}

export interface PlanLayout {
  width: number
  height: number
  lanes: PlacedLane[]
  ticks: { x: number; label: string }[]
  /** What the top of each lane stands for, in gCO2eq/kWh; 0 where no intensity is known. */
  highest: number
  x: (time: number) => number
}

export type Intensities = ReadonlyMap<string, readonly IntensityHour[]>

const AXIS = 24
const TITLE = 24
const ROW = 22
const GAP = 3
const LEAST = 58
const NARROWEST = 3
const LETTER_WIDTH = 7

/** Lanes beneath each other, all with the same scale of time and of intensity. */
export function layoutPlan(
  lanes: readonly Lane[],
  intensities: Intensities,
  range: TimeRange,
  width: number,
): PlanLayout {
  const x = (time: number) => ((time - range.from) / (range.to - range.from)) * width
  const shown = lanes.map(({ zone }) => (zone && intensities.get(zone)) || [])
  const highest = Math.max(0, ...shown.map(highestOf))
  const ceiling = highest > 0 ? niceCeiling(highest) : 0
  let top = AXIS
  const placed = lanes.map((lane, index): PlacedLane => {
    const titleY = top + TITLE - 8
    const begin = top + TITLE
    const bottom = begin + Math.max(LEAST, lane.rows * ROW + GAP)
    top = bottom
    const y = (grams: number) => bottom - (grams / (ceiling || 1)) * (bottom - begin)
    return {
      lane,
      titleY,
      top: begin,
      bottom,
      paths: pathsOf(shown[index] ?? [], x, y),
      pieces: lane.pieces.map((piece) => placedPiece(piece, begin, x, width)),
    }
  })
  const ticks = ticksOf(range, width, x)
  return { width, height: top + 1, lanes: placed, ticks, highest: ceiling, x }
}

/** What lies outside of the range is cut off. */
function placedPiece(
  piece: Piece,
  top: number,
  x: (time: number) => number,
  width: number,
): PlacedPiece {
  const from = Math.min(Math.max(0, x(piece.start)), width - NARROWEST)
  const length = Math.max(NARROWEST, Math.min(width, x(piece.end)) - from)
  const letters = Math.floor((length - 8) / LETTER_WIDTH)
  return {
    piece,
    x: from,
    y: top + GAP + piece.row * ROW,
    width: length,
    height: ROW - GAP,
    label: cut(piece.task.name, letters),
  }
}

function cut(name: string, letters: number): string {
  const all = [...name]
  if (all.length <= letters) {
    return name
  }
  return letters < 4 ? '' : `${all.slice(0, letters - 1).join('')}…`
}

const HOUR_MILLIS = 3_600_000
const STEP_HOURS = [1, 2, 3, 6, 12, 24, 48]
const TICK_WIDTH = 76
/** From a line to its text. */
export const TEXT_LEFT = 4

/** Round times of the shown time zone, as many as there is room for. */
function ticksOf({ from, to }: TimeRange, width: number, x: (time: number) => number) {
  const fits = (hours: number) => (width * hours * HOUR_MILLIS) / (to - from) >= TICK_WIDTH
  const step = (STEP_HOURS.find(fits) ?? 96) * HOUR_MILLIS
  const zone = shownTimeZone()
  const ticks: PlanLayout['ticks'] = []
  let wallClock = Math.ceil(wallClockOf(from, zone) / step) * step
  for (let time = from; time < to; wallClock += step) {
    time = timeOfWallClock(wallClock, zone)
    // An hour that clocks skip is the one after it.
    if (time < to && x(time) !== ticks.at(-1)?.x) {
      ticks.push({
        x: x(time),
        label: fitting(labelOf(time, wallClock), width - x(time) - TEXT_LEFT),
      })
    }
  }
  return ticks
}

/** One that would be cut says another time. */
function fitting(label: string, room: number): string {
  return label.length * LETTER_WIDTH <= room ? label : ''
}

/** Midnight is told by its day. */
function labelOf(time: number, wallClock: number): string {
  return wallClock % (24 * HOUR_MILLIS) === 0
    ? clockFormat({ weekday: 'short', day: 'numeric' }).format(time)
    : clockFormat({ hour: '2-digit', minute: '2-digit' }).format(time)
}
