import { lowerBound } from './chartData'

/**
 * Rows of a time and some values, the oldest of which fall out.
 *
 * A ring buffer that keeps its content in one piece: the arrays hold twice the capacity, rows are
 * appended, and when the end is reached the newest half moves to the front. So a chart reads it
 * without a copy, and appending costs the same at any length.
 */
export class ColumnRing {
  private readonly columns: readonly Float64Array[]
  private start = 0
  private end = 0

  constructor(
    values: number,
    private readonly capacity: number,
  ) {
    this.columns = Array.from({ length: 1 + values }, () => new Float64Array(2 * capacity))
  }

  get length(): number {
    return this.end - this.start
  }

  get lastTime(): number | undefined {
    return this.length === 0 ? undefined : this.columns[0]?.[this.end - 1]
  }

  /** Appends a row, whose values are not known yet. Times must ascend. */
  push(time: number): void {
    if (this.end === 2 * this.capacity) {
      this.moveToFront()
    }
    this.columns.forEach((column, index) => {
      column[this.end] = index === 0 ? time : Number.NaN
    })
    this.end++
    this.start = Math.max(this.start, this.end - this.capacity)
  }

  /** Sets a value of the row that is so many rows before the newest. */
  set(value: number, of: number, rowsBefore = 0): void {
    const row = this.end - 1 - rowsBefore
    const column = this.columns[1 + value]
    if (column !== undefined && row >= this.start) {
      column[row] = of
    }
  }

  /** A value of the row that is so many rows before the newest; NaN where there is none any more. */
  get(value: number, rowsBefore: number): number {
    const row = this.end - 1 - rowsBefore
    return row < this.start ? Number.NaN : (this.columns[1 + value]?.[row] ?? Number.NaN)
  }

  /**
   * Drops rows before a time but the last of them, from which a line leads to the row after it; with
   * none after it, that one, too.
   *
   * @returns whether there were any
   */
  dropBefore(time: number): boolean {
    const before = this.start
    const shown = this.rowOf(time)
    this.start = shown === this.end ? shown : Math.max(this.start, shown - 1)
    return this.start !== before
  }

  /** Drops rows from a time on. */
  dropFrom(time: number): void {
    this.end = this.rowOf(time)
  }

  /** Times and values as views on the buffer, valid until the next change. */
  view(): Float64Array[] {
    return this.columns.map((column) => column.subarray(this.start, this.end))
  }

  private rowOf(time: number): number {
    return lowerBound(this.columns[0] as Float64Array, this.start, this.end, time)
  }

  private moveToFront(): void {
    this.columns.forEach((column) => column.copyWithin(0, this.start, this.end))
    this.end -= this.start
    this.start = 0
  }
}
