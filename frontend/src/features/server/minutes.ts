import type { SeriesWindow } from './seriesWindow'

export interface Minute {
  /** Milliseconds since 1970 of the minute's begin. */
  start: number
  mean: number
}

const MINUTE = 60_000

/** Means of the minutes that have readings, oldest first. */
export function minuteMeans(window: SeriesWindow): Minute[] {
  const [times, values] = window.view()
  const minutes: Minute[] = []
  let sum = 0
  let count = 0
  for (let index = 0; index < times.length; index++) {
    const start = Math.floor((times[index] as number) / MINUTE) * MINUTE
    const current = minutes.at(-1)
    if (current?.start === start) {
      sum += values[index] as number
      count++
      current.mean = sum / count
    } else {
      sum = values[index] as number
      count = 1
      minutes.push({ start, mean: sum })
    }
  }
  return minutes
}
