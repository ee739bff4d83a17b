import { gapsBetween, type ChartData, type Gap } from './chartData'
import { ColumnRing } from './columnRing'

/** An interval of a series: where it starts, and the least, mean and greatest reading in it. */
export type SeriesPoint = readonly [time: number, min: number, mean: number, max: number]

const MEAN = 0
const MIN = 1
const MAX = 2

/** An hour of readings every quarter of a second. */
const CAPACITY = 16_384

/**
 * The readings of one sensor in a window of time: what the store has of it, and what comes live. Its
 * lines are mean, least and greatest; those of a single reading are the same.
 */
export class SeriesWindow implements ChartData {
  private readonly rows: ColumnRing
  private found: readonly Gap[] | undefined
  private resolution = 1000
  /** End of the last interval that the store has told of; what came live in it is in there. */
  private storedUntil = Number.NEGATIVE_INFINITY

  constructor(capacity = CAPACITY) {
    this.rows = new ColumnRing(3, capacity)
  }

  get length(): number {
    return this.rows.length
  }

  get lastTime(): number | undefined {
    return this.rows.lastTime
  }

  /** Takes a live reading that is newer than all that is here. @returns whether it was */
  append(time: number, value: number): boolean {
    if (!(time > (this.lastTime ?? Number.NEGATIVE_INFINITY)) || time < this.storedUntil) {
      return false
    }
    this.put([time, value, value, value])
    return true
  }

  /**
   * Takes what the store holds of the window, ascending, in place of what is here. Live readings
   * after its last interval stay: they came while it was asked.
   */
  refill(stored: readonly SeriesPoint[], resolution: number): void {
    const last = stored.at(-1)?.[0]
    const newer = this.pointsFrom(last === undefined ? Number.NEGATIVE_INFINITY : last + resolution)
    this.clear()
    stored.forEach((point) => {
      this.put(point)
    })
    newer.forEach((point) => {
      this.put(point)
    })
    this.resolution = resolution
    this.storedUntil = last === undefined ? Number.NEGATIVE_INFINITY : last + resolution
  }

  /** Forgets everything: another window begins. */
  clear(): void {
    this.rows.dropFrom(Number.NEGATIVE_INFINITY)
    this.storedUntil = Number.NEGATIVE_INFINITY
    this.found = undefined
  }

  /** Drops what has slid out of a window that begins there. @returns whether there was anything */
  slideTo(start: number): boolean {
    const slid = this.rows.dropBefore(start)
    if (slid) {
      this.found = undefined
    }
    return slid
  }

  view(): Float64Array[] {
    return this.rows.view()
  }

  gaps(): readonly Gap[] {
    if (this.found === undefined) {
      const [times, means] = this.view()
      this.found = gapsBetween(times as Float64Array, means as Float64Array, this.resolution)
    }
    return this.found
  }

  private put([time, min, mean, max]: SeriesPoint): void {
    this.rows.push(time)
    this.rows.set(MEAN, mean)
    this.rows.set(MIN, min)
    this.rows.set(MAX, max)
    this.found = undefined
  }

  private pointsFrom(bound: number): SeriesPoint[] {
    const [times, means, least, greatest] = this.view() as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ]
    const points: SeriesPoint[] = []
    times.forEach((time, index) => {
      if (time >= bound) {
        points.push([
          time,
          least[index] as number,
          means[index] as number,
          greatest[index] as number,
        ])
      }
    })
    return points
  }
}
