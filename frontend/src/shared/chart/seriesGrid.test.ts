import { expect, test } from 'vitest'

import { SeriesGrid } from './seriesGrid'
import type { SeriesPoint } from './seriesWindow'

const flat = (time: number, value: number): SeriesPoint => [time, value, value, value]
const valuesOf = (grid: SeriesGrid, line: number) => Array.from(grid.view()[1 + line] ?? [])
const { NaN: none } = Number

test('lines share the slots of a window, and have nothing where nothing was read', () => {
  const grid = new SeriesGrid(2, 1000, 1500, 5000)
  grid.fill(0, [flat(1000, 5), flat(3000, 7)])
  expect(Array.from(grid.view()[0] ?? [])).toEqual([1000, 2000, 3000, 4000])
  expect(valuesOf(grid, 0)).toEqual([5, none, 7, none])
  expect(valuesOf(grid, 1)).toEqual([none, none, none, none])
})

test('a slot has the mean of the readings that came in it', () => {
  const grid = new SeriesGrid(1, 1000, 0, 2000)
  expect([10, 20, 60].map((value, at) => grid.append(0, 1000 + at * 300, value))).toEqual([
    true,
    true,
    true,
  ])
  expect(valuesOf(grid, 0)).toEqual([none, 30])
})

test('a live reading makes the slots up to its own and drops the oldest', () => {
  const grid = new SeriesGrid(2, 1000, 0, 3000)
  grid.append(1, 7400, 3)
  const times = Array.from(grid.view()[0] ?? [])
  expect(times.at(-1)).toBe(7000)
  expect(times).toHaveLength(5)
  expect(valuesOf(grid, 1).at(-1)).toBe(3)
})

test('a grid that grows keeps its first slots for as long as it was told', () => {
  const grid = new SeriesGrid(1, 1000, 0, 3000, 60_000)
  grid.fill(0, [flat(0, 5)])
  for (let time = 3000; time <= 63_000; time += 1000) {
    grid.append(0, time, 7)
  }
  expect(valuesOf(grid, 0)).toHaveLength(64)
  expect(valuesOf(grid, 0)[0]).toBe(5)
})

test('readings older than the newest of their line are refused, those of another line are not', () => {
  const grid = new SeriesGrid(2, 1000, 0, 3000)
  expect(grid.append(0, 2500, 3)).toBe(true)
  expect(grid.append(0, 1500, 3)).toBe(false)
  expect(grid.append(1, 1500, 3)).toBe(true)
  expect(grid.append(2, 2500, 3)).toBe(false)
  expect(valuesOf(grid, 1)).toEqual([none, 3, none])
})

test('each line has gaps of its own', () => {
  const grid = new SeriesGrid(2, 1000, 0, 20_000)
  const seconds = (...list: number[]) => list.map((second) => flat(second * 1000, 1))
  grid.fill(0, seconds(0, 1, 2, 3, 12, 13))
  grid.fill(1, seconds(0, 1, 2, 3, 4, 5))
  expect(grid.gaps(0)).toEqual([[3000, 12_000]])
  expect(grid.gaps(1)).toEqual([])
})

test('a line is told at a row, or by its newest value', () => {
  const grid = new SeriesGrid(2, 1000, 0, 4000)
  grid.fill(0, [flat(1000, 5), flat(2000, 7)])
  expect([0, 1, 2, 3, null].map((row) => grid.value(0, row))).toEqual([
    undefined,
    5,
    7,
    undefined,
    7,
  ])
  expect(grid.value(1, null)).toBeUndefined()
})

test('what slides out of a window is dropped, up to the slot that leads into it', () => {
  const grid = new SeriesGrid(2, 1000, 0, 4000, 60_000)
  grid.fill(0, [flat(0, 5)])
  grid.fill(1, [flat(3000, 7)])
  expect(grid.slideTo(500)).toBe(false)
  expect(grid.slideTo(2500)).toBe(true)
  expect(Array.from(grid.view()[0] ?? [])).toEqual([2000, 3000])
  expect([0, 1].map((line) => grid.value(line, null))).toEqual([undefined, 7])
})

test('a line that was silent for a whole window goes on beside one that is ahead of it', () => {
  const grid = new SeriesGrid(2, 1000, 0, 4000, 60_000)
  expect(grid.slideTo(20_000)).toBe(true)
  grid.append(0, 30_000, 5)
  grid.append(1, 24_000, 7)
  expect([0, 1].map((line) => grid.value(line, null))).toEqual([5, 7])
  expect(grid.view()[0]?.[0]).toBeLessThanOrEqual(20_000)
})
