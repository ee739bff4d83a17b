import { gapsBetween, type ChartData, type Gap } from './chartData'
import { ColumnRing } from './columnRing'
import type { SeriesPoint } from './seriesWindow'

/**
 * Series of several sensors on one axis of time, which has a slot for each interval: a line has the
 * mean of what was read in a slot.
 */
export class SeriesGrid implements ChartData {
  private readonly rows: ColumnRing
  private readonly found: (readonly Gap[] | undefined)[]
  /** How many live readings each line has in its newest slot. */
  private readonly counts: Uint32Array
  private readonly newest: Float64Array

  /**
   * Slots from a time to another, all without a value.
   *
   * @param resolution milliseconds of a slot
   * @param growth milliseconds of later slots that are made before the first fall out
   */
  constructor(
    lines: number,
    private readonly resolution: number,
    from: number,
    to: number,
    growth = 0,
  ) {
    const first = Math.floor(from / resolution)
    const last = Math.ceil(to / resolution)
    this.rows = new ColumnRing(lines, last - first + 2 + Math.ceil(growth / resolution))
    this.found = new Array<undefined>(lines).fill(undefined)
    this.counts = new Uint32Array(lines)
    this.newest = new Float64Array(lines).fill(Number.NEGATIVE_INFINITY)
    for (let slot = first; slot < last; slot++) {
      this.rows.push(slot * resolution)
    }
  }

  get length(): number {
    return this.rows.length
  }

  /** Takes what the store holds of a line. */
  fill(line: number, stored: readonly SeriesPoint[]): void {
    for (const [time, , mean] of stored) {
      const slot = this.reach(time)
      this.rows.set(line, mean, this.rowsBefore(slot))
      this.newest[line] = Math.max(slot, this.newest[line] as number)
    }
    this.counts[line] = 1
    this.found[line] = undefined
  }

  /** Takes a live reading. @returns whether it is not older than the line's newest slot */
  append(line: number, time: number, value: number): boolean {
    const newest = this.newest[line]
    const slot = Math.floor(time / this.resolution) * this.resolution
    if (newest === undefined || !(slot >= newest)) {
      return false
    }
    this.reach(time)
    const before = slot === newest ? (this.counts[line] as number) : 0
    const row = this.rowsBefore(slot)
    const mean = before === 0 ? 0 : this.rows.get(line, row)
    this.rows.set(line, mean + (value - mean) / (before + 1), row)
    this.counts[line] = before + 1
    this.newest[line] = slot
    this.found[line] = undefined
    return true
  }

  /** Drops what has slid out of a window that begins there. @returns whether there was anything */
  slideTo(start: number): boolean {
    // With no slot left, whatever comes first would decide where the next ones begin.
    this.reach(start + this.resolution)
    const slid = this.rows.dropBefore(start)
    if (slid) {
      this.found.fill(undefined)
    }
    return slid
  }

  view(): Float64Array[] {
    return this.rows.view()
  }

  /** A line's value in a row of the view, or its newest; undefined where it has none. */
  value(line: number, row: number | null): number | undefined {
    const newest = this.newest[line] as number
    const before = row === null ? this.rowsBefore(newest) : this.length - 1 - row
    const value = Number.isFinite(before) ? this.rows.get(line, before) : Number.NaN
    return Number.isNaN(value) ? undefined : value
  }

  gaps(line: number): readonly Gap[] {
    let gaps = this.found[line]
    if (gaps === undefined) {
      const columns = this.view()
      gaps = gapsBetween(
        columns[0] as Float64Array,
        columns[1 + line] as Float64Array,
        this.resolution,
      )
      this.found[line] = gaps
    }
    return gaps
  }

  /** Makes slots up to that of a time, and returns where this one starts. */
  private reach(time: number): number {
    const slot = Math.floor(time / this.resolution) * this.resolution
    for (let next = (this.rows.lastTime ?? slot) + this.resolution; next <= slot;) {
      this.rows.push(next)
      next += this.resolution
    }
    return slot
  }

  private rowsBefore(slot: number): number {
    return Math.round(((this.rows.lastTime ?? slot) - slot) / this.resolution)
  }
}
