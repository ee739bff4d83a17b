import { describe, expect, test } from 'vitest'

import { SeriesWindow, type SeriesPoint } from './seriesWindow'

function timesOf(window: SeriesWindow): number[] {
  return Array.from(window.view()[0] ?? [])
}

function contentOf(window: SeriesWindow): SeriesPoint[] {
  const [times, means, least, greatest] = window.view() as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  return Array.from(times, (time, index) => [
    time,
    least[index] as number,
    means[index] as number,
    greatest[index] as number,
  ])
}

function windowOf(times: number[], capacity?: number): SeriesWindow {
  const window = new SeriesWindow(capacity)
  times.forEach((time) => window.append(time, time / 10))
  return window
}

const flat = (time: number, value: number): SeriesPoint => [time, value, value, value]
const every = (millis: number, count: number) =>
  Array.from({ length: count }, (_, index) => flat(millis * index, 1))

describe('appending', () => {
  test('keeps readings in order of time, each its own least and greatest', () => {
    expect(contentOf(windowOf([10, 20]))).toEqual([
      [10, 1, 1, 1],
      [20, 2, 2, 2],
    ])
  })

  test.each([30, 29, 0, Number.NaN])('refuses time %d after 30', (time) => {
    const window = windowOf([10, 30])
    expect(window.append(time, 5)).toBe(false)
    expect(window.lastTime).toBe(30)
    expect(window.length).toBe(2)
  })

  test('drops the oldest beyond its capacity, however long it goes on', () => {
    const window = new SeriesWindow(8)
    for (let time = 1; time <= 1000; time++) {
      window.append(time, time)
      const times = timesOf(window)
      expect(times).toHaveLength(Math.min(time, 8))
      expect(times.at(-1)).toBe(time)
      expect(times[0]).toBe(Math.max(1, time - 7))
    }
  })
})

describe('sliding', () => {
  test('keeps one reading before the window, from which its line begins', () => {
    const window = windowOf([0, 50, 100, 150])
    window.slideTo(100)
    expect(timesOf(window)).toEqual([50, 100, 150])
  })

  test('to a time after all readings leaves none, and the next one is taken', () => {
    const window = windowOf([10, 20])
    expect(window.slideTo(10_000_000)).toBe(true)
    expect(timesOf(window)).toEqual([])
    expect(window.slideTo(10_000_000)).toBe(false)
    expect(window.append(10_000_001, 4)).toBe(true)
  })

  test('never brings back what has slid out', () => {
    const window = windowOf([0, 50, 100])
    window.slideTo(90)
    window.slideTo(0)
    expect(timesOf(window)).toEqual([50, 100])
  })
})

describe('refilling', () => {
  test('takes what is stored, with least and greatest, and keeps live readings after it', () => {
    const window = windowOf([1500, 4500, 5500])
    window.refill([[1000, 5, 7, 9], flat(4000, 8)], 1000)
    expect(contentOf(window)).toEqual([
      [1000, 5, 7, 9],
      [4000, 8, 8, 8],
      [5500, 550, 550, 550],
    ])
  })

  test('has a second once, whether its reading comes before or after the store tells of it', () => {
    const window = windowOf([4250])
    window.refill([flat(4000, 3)], 1000)
    expect(timesOf(window)).toEqual([4000])
    expect(window.append(4750, 3)).toBe(false)
    expect(window.append(5000, 3)).toBe(true)
  })

  test('with nothing keeps what came live', () => {
    const window = windowOf([10, 20])
    window.refill([], 1000)
    expect(timesOf(window)).toEqual([10, 20])
  })

  test('with more than the capacity keeps the newest', () => {
    const window = new SeriesWindow(4)
    window.refill(every(1000, 50), 1000)
    expect(timesOf(window)).toEqual([46_000, 47_000, 48_000, 49_000])
  })

  test('closes the gap that a lost connection left', () => {
    const window = windowOf([1000, 2000, 3000, 60_000, 61_000])
    expect(window.gaps()).toEqual([[3000, 60_000]])
    window.refill(every(1000, 61), 1000)
    expect(window.gaps()).toEqual([])
    expect(window.lastTime).toBe(61_000)
  })

  test('after another window was begun keeps nothing of the old one', () => {
    const window = windowOf([10, 20])
    window.clear()
    window.refill([flat(5, 1)], 1000)
    expect(timesOf(window)).toEqual([5])
  })
})

describe('gaps', () => {
  test('are judged by the usual interval: five minutes are none for a meter of five minutes', () => {
    const minutes = (count: number) => count * 60_000
    expect(windowOf([0, minutes(5), minutes(10), minutes(15)]).gaps()).toEqual([])
  })

  test('are found between readings of every second', () => {
    expect(windowOf([0, 1000, 2000, 9000, 10_000]).gaps()).toEqual([[2000, 9000]])
  })

  test('are not what the thinning of live values leaves', () => {
    expect(windowOf([0, 250, 500, 750, 3000, 3250]).gaps()).toEqual([])
  })

  test('are two missing intervals of a series, but not one', () => {
    const window = new SeriesWindow()
    const minute = 60_000
    window.refill(
      [0, 1, 2, 4, 5, 6, 9, 10].map((count) => flat(count * minute, 1)),
      minute,
    )
    expect(window.gaps()).toEqual([[6 * minute, 9 * minute]])
  })

  test('go with what slides out', () => {
    const window = windowOf([0, 1000, 2000, 9000, 10_000, 11_000])
    expect(window.gaps()).toHaveLength(1)
    window.slideTo(10_000)
    expect(window.gaps()).toEqual([])
  })

  test.each([[[]], [[10]]])('are none in %j', (times) => {
    expect(windowOf(times).gaps()).toEqual([])
  })
})
