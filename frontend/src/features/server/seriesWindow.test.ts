import { describe, expect, test } from 'vitest'

import { SeriesWindow } from './seriesWindow'

function contentOf(window: SeriesWindow): [number, number][] {
  const [times, values] = window.view()
  return Array.from(times, (time, index) => [time, values[index] as number])
}

function windowOf(times: number[], capacity = 64): SeriesWindow {
  const window = new SeriesWindow(600_000, capacity)
  times.forEach((time) => window.append(time, time / 10))
  return window
}

describe('appending', () => {
  test('keeps readings in order of time', () => {
    expect(contentOf(windowOf([10, 20, 30]))).toEqual([
      [10, 1],
      [20, 2],
      [30, 3],
    ])
  })

  test.each([30, 29, 0, Number.NaN])('refuses time %d after 30', (time) => {
    const window = windowOf([10, 30])
    expect(window.append(time, 5)).toBe(false)
    expect(window.lastTime).toBe(30)
    expect(window.length).toBe(2)
  })

  test('drops the oldest beyond its capacity, however long it goes on', () => {
    const window = new SeriesWindow(600_000, 8)
    for (let time = 1; time <= 1000; time++) {
      window.append(time, time)
      const content = contentOf(window)
      expect(content).toHaveLength(Math.min(time, 8))
      expect(content.at(-1)).toEqual([time, time])
      expect(content[0]).toEqual([Math.max(1, time - 7), Math.max(1, time - 7)])
    }
  })
})

describe('sliding', () => {
  test('drops what is older than the span and keeps the edge', () => {
    const window = new SeriesWindow(100)
    ;[0, 50, 100, 150].forEach((time) => window.append(time, 1))
    window.slideTo(200)
    expect(contentOf(window).map(([time]) => time)).toEqual([100, 150])
  })

  test('to a time after all readings leaves none, and the next one is taken', () => {
    const window = windowOf([10, 20])
    window.slideTo(10_000_000)
    expect(window.length).toBe(0)
    expect(window.lastValue).toBeUndefined()
    expect(window.append(10_000_001, 4)).toBe(true)
  })

  test('never brings back what has slid out', () => {
    const window = new SeriesWindow(100)
    ;[0, 50, 100].forEach((time) => window.append(time, 1))
    window.slideTo(180)
    window.slideTo(100)
    expect(contentOf(window).map(([time]) => time)).toEqual([100])
  })
})

describe('refilling', () => {
  test('takes the stored readings and keeps live ones that are newer', () => {
    const window = windowOf([10, 40, 50])
    window.refill([
      [10, 100],
      [20, 200],
      [40, 400],
    ])
    expect(contentOf(window)).toEqual([
      [10, 100],
      [20, 200],
      [40, 400],
      [50, 5],
    ])
  })

  test('with nothing keeps what came live', () => {
    const window = windowOf([10, 20])
    window.refill([])
    expect(contentOf(window).map(([time]) => time)).toEqual([10, 20])
  })

  test('with more than the capacity keeps the newest', () => {
    const window = new SeriesWindow(600_000, 4)
    window.refill(Array.from({ length: 50 }, (_, index) => [index, index]))
    expect(contentOf(window).map(([time]) => time)).toEqual([46, 47, 48, 49])
  })

  test('closes the gap that a lost connection left', () => {
    const window = windowOf([1000, 2000, 3000, 60_000, 61_000])
    expect(window.gaps()).toEqual([[3000, 60_000]])
    window.refill(Array.from({ length: 60 }, (_, index) => [1000 * (index + 1), 1]))
    expect(window.gaps()).toEqual([])
    expect(window.lastTime).toBe(61_000)
  })
})

describe('gaps', () => {
  test('are judged by the usual interval: five minutes are none for a meter of five minutes', () => {
    const minutes = (count: number) => count * 60_000
    const window = windowOf([0, minutes(5), minutes(10), minutes(15)])
    expect(window.gaps()).toEqual([])
  })

  test('are found between readings of every second', () => {
    expect(windowOf([0, 1000, 2000, 9000, 10_000]).gaps()).toEqual([[2000, 9000]])
  })

  test('are not what the thinning of live values leaves', () => {
    expect(windowOf([0, 250, 500, 750, 3000, 3250]).gaps()).toEqual([])
  })

  test.each([[[]], [[10]]])('are none in %j', (times) => {
    expect(windowOf(times).gaps()).toEqual([])
  })
})
