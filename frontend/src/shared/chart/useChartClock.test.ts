import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, ref, type EffectScope } from 'vue'

import type { ShownRange } from '../timerange/timeRange'
import { useChartClock, type ChartClock } from './useChartClock'

let frames: (() => void)[] = []
let scope: EffectScope

beforeEach(() => {
  frames = []
  vi.useFakeTimers({ now: 1_000_000 })
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame))
  vi.stubGlobal('cancelAnimationFrame', () => undefined)
  scope = effectScope()
})

afterEach(() => {
  scope.stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function clockOf(live: boolean, more: Partial<ShownRange> = {}): ChartClock {
  const range = ref<ShownRange>({ from: 400_000, to: 1_000_000, ...more })
  return scope.run(() => useChartClock(range, ref(live))) as ChartClock
}

function nextFrame(): void {
  const [frame] = frames.splice(0, 1)
  frame?.()
}

test('a live window slides with the clock and keeps its length', () => {
  const clock = clockOf(true)
  const before = clock.window()
  vi.advanceTimersByTime(5_000)
  expect(clock.window()).toEqual({ from: before.from + 5_000, to: before.to + 5_000 })
  expect(before.to - before.from).toBe(600_000)
})

test('a live window that began at a time keeps its start and goes on to the present', () => {
  const clock = clockOf(true, { keepsStart: true })
  const before = clock.window()
  vi.advanceTimersByTime(5_000)
  expect(clock.window()).toEqual({ from: 400_000, to: before.to + 5_000 })
  clock.hold()
  vi.advanceTimersByTime(5_000)
  expect(clock.window()).toEqual({ from: 400_000, to: before.to + 5_000 })
})

test('a window that is held stands still, and is where it should be when it is released', () => {
  const clock = clockOf(true)
  const before = clock.window()
  clock.hold()
  vi.advanceTimersByTime(5_000)
  expect(clock.window()).toEqual(before)
  clock.release()
  expect(clock.window().to).toBe(before.to + 5_000)
})

test('a range that is not live neither slides nor is held', () => {
  const clock = clockOf(false)
  clock.hold()
  vi.advanceTimersByTime(5_000)
  expect(clock.held.value).toBe(false)
  expect(clock.window()).toEqual({ from: 400_000, to: 1_000_000 })
})

test('one chart is drawn in a frame, each in turn, and no frame is asked for after the last', () => {
  const clock = clockOf(false)
  const drawn: string[] = []
  for (const name of ['power', 'co2']) {
    let last = -1
    clock.onDraw((redrawn) => {
      const differs = redrawn !== last
      last = redrawn
      if (differs) {
        drawn.push(name)
      }
      return differs
    })
  }
  nextFrame()
  expect(drawn).toEqual(['power'])
  nextFrame()
  expect(drawn).toEqual(['power', 'co2'])
  nextFrame()
  expect(frames).toHaveLength(0)
  clock.redraw()
  nextFrame()
  nextFrame()
  expect(drawn).toEqual(['power', 'co2', 'power', 'co2'])
})

test('who wants no motion sees a live window step once a second', () => {
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  clockOf(true)
  nextFrame()
  expect(frames).toHaveLength(0)
  vi.advanceTimersByTime(999)
  expect(frames).toHaveLength(0)
  vi.advanceTimersByTime(1)
  expect(frames).toHaveLength(1)
})
