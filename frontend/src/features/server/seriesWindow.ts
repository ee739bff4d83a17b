/** A stretch of time in which nothing was read. */
export type Gap = [from: number, to: number]

/** Two readings further apart than this many usual intervals have a gap between them. */
const GAP_INTERVALS = 4

/** But nothing shorter than this is one: live values are thinned and arrive unevenly. */
const LEAST_GAP_MILLIS = 5_000

/**
 * The readings of one sensor over a window that slides with time, outside Vue's reactivity.
 *
 * A ring buffer that keeps its content in one piece: the arrays hold twice the capacity, readings
 * are appended, and when the end is reached the newest half moves to the front. So a chart reads it
 * without a copy, and appending costs the same at any length.
 */
export class SeriesWindow {
  private readonly times: Float64Array
  private readonly values: Float64Array
  private start = 0
  private end = 0

  constructor(
    readonly spanMillis: number,
    private readonly capacity = 4096,
  ) {
    this.times = new Float64Array(2 * capacity)
    this.values = new Float64Array(2 * capacity)
  }

  get length(): number {
    return this.end - this.start
  }

  get lastTime(): number | undefined {
    return this.length === 0 ? undefined : this.times[this.end - 1]
  }

  get lastValue(): number | undefined {
    return this.length === 0 ? undefined : this.values[this.end - 1]
  }

  /** Takes a reading that is newer than all others. @returns whether it was */
  append(time: number, value: number): boolean {
    if (!(time > (this.lastTime ?? Number.NEGATIVE_INFINITY))) {
      return false
    }
    if (this.end === this.times.length) {
      this.moveToFront()
    }
    this.times[this.end] = time
    this.values[this.end] = value
    this.end++
    this.start = Math.max(this.start, this.end - this.capacity)
    return true
  }

  /**
   * Takes what the store holds of the window, ascending, in place of what is here. Live readings
   * that are newer than the store's last one stay: they came while it was asked.
   */
  refill(stored: readonly (readonly [time: number, value: number])[]): void {
    const lastStored = stored.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY
    const from = lowerBound(this.times, this.start, this.end, lastStored + 1)
    const newer = Array.from(
      { length: this.end - from },
      (_, index) => [this.times[from + index], this.values[from + index]] as [number, number],
    )
    this.start = 0
    this.end = 0
    for (const [time, value] of stored) {
      this.append(time, value)
    }
    for (const [time, value] of newer) {
      this.append(time, value)
    }
  }

  /** Drops what has slid out of the window. */
  slideTo(now: number): void {
    this.start = lowerBound(this.times, this.start, this.end, now - this.spanMillis)
  }

  /** Times and values as views on the buffer, valid until the next change. */
  view(): [times: Float64Array, values: Float64Array] {
    return [this.times.subarray(this.start, this.end), this.values.subarray(this.start, this.end)]
  }

  /** Where nothing was read, judged by the usual interval of this very window. */
  gaps(): Gap[] {
    const longest = this.longestUnbroken()
    const gaps: Gap[] = []
    for (let index = this.start + 1; index < this.end; index++) {
      const from = this.times[index - 1] as number
      const to = this.times[index] as number
      if (to - from > longest) {
        gaps.push([from, to])
      }
    }
    return gaps
  }

  private longestUnbroken(): number {
    const intervals = new Float64Array(Math.max(0, this.length - 1))
    for (let index = 0; index < intervals.length; index++) {
      const at = this.start + index
      intervals[index] = (this.times[at + 1] as number) - (this.times[at] as number)
    }
    const median = intervals.sort()[intervals.length >> 1] ?? 0
    return Math.max(LEAST_GAP_MILLIS, GAP_INTERVALS * median)
  }

  private moveToFront(): void {
    this.times.copyWithin(0, this.start, this.end)
    this.values.copyWithin(0, this.start, this.end)
    this.end -= this.start
    this.start = 0
  }
}

/** Index of the first entry that is not below a bound. */
function lowerBound(sorted: Float64Array, from: number, to: number, bound: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as number) < bound) {
      low = middle + 1
    } else {
      high = middle
    }
  }
  return low
}
