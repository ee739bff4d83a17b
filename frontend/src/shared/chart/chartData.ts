/** A stretch of time in which nothing was read. */
export type Gap = readonly [from: number, to: number]

/**
 * What a chart draws, in typed arrays outside Vue's reactivity: a chart reads it without a copy.
 * Where a line has no value, it is NaN.
 */
export interface ChartData {
  /** Times and the values of each line, as views on a buffer that hold until the next change. */
  view: () => readonly Float64Array[]
  /** Where a line is to be left open; lines are counted from 0. */
  gaps: (line: number) => readonly Gap[]
  readonly length: number
}

/** Two readings further apart than this many usual intervals have a gap between them. */
const GAP_INTERVALS = 4

/** Intervals of a series are even, so that two missing ones are a gap. */
const GAP_SLOTS = 2.5

/** But nothing shorter than this is one: live values are thinned and arrive unevenly. */
const LEAST_GAP_MILLIS = 5_000

/** So many intervals tell which one is usual. */
const SAMPLE = 500

/** Where a line has nothing, judged by its own usual interval, and by that of a series. */
export function gapsBetween(times: Float64Array, values: Float64Array, resolution: number): Gap[] {
  const known = times.filter((_, index) => !Number.isNaN(values[index]))
  const longest = longestUnbroken(known, resolution)
  const gaps: Gap[] = []
  for (let index = 1; index < known.length; index++) {
    const from = known[index - 1] as number
    const to = known[index] as number
    if (to - from > longest) {
      gaps.push([from, to])
    }
  }
  return gaps
}

function longestUnbroken(times: Float64Array, resolution: number): number {
  const count = Math.max(0, times.length - 1)
  const stride = Math.max(1, Math.floor(count / SAMPLE))
  const intervals = new Float64Array(Math.floor(count / stride))
  for (let index = 0; index < intervals.length; index++) {
    const at = index * stride
    intervals[index] = (times[at + 1] as number) - (times[at] as number)
  }
  const usual = intervals.sort()[intervals.length >> 1] ?? 0
  return Math.max(LEAST_GAP_MILLIS, usual * (resolution > 1000 ? GAP_SLOTS : GAP_INTERVALS))
}

/** Least and greatest value of lines between two times; undefined where there is none. */
export function extentOf(
  [times, ...lines]: readonly Float64Array[],
  from: number,
  to: number,
): [lowest: number, highest: number] | undefined {
  if (times === undefined) {
    return undefined
  }
  const begin = Math.max(0, lowerBound(times, 0, times.length, from) - 1)
  const end = Math.min(times.length, lowerBound(times, begin, times.length, to) + 1)
  let lowest = Infinity
  let highest = -Infinity
  for (const values of lines) {
    for (let index = begin; index < end; index++) {
      const value = values[index] as number
      // Comparing with NaN is false.
      if (value < lowest) {
        lowest = value
      }
      if (value > highest) {
        highest = value
      }
    }
  }
  return lowest <= highest ? [lowest, highest] : undefined
}

/** Index of the first entry that is not below a bound. */
export function lowerBound(sorted: Float64Array, from: number, to: number, bound: number): number {
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
