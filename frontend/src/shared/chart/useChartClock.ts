import { onScopeDispose, ref, watch, type Ref } from 'vue'

import { now } from '../clock'
import { endingAt, type ShownRange, type TimeRange } from '../timerange/timeRange'

/**
 * A live window ends this long ago, so that a reading is there before its time comes into sight:
 * lines enter from the edge as they go on.
 */
const LAG_MILLIS = 1_500

/** Who wants no motion sees a live window step this often. */
const STEP_MILLIS = 1_000

export interface ChartClock {
  /** The stretch of time that is shown; a live one is another in each frame. */
  window: () => TimeRange
  /** A live window stands still while somebody looks at a point of it. */
  held: Readonly<Ref<boolean>>
  hold: () => void
  release: () => void
  /** Looks after data in each frame, before any chart is drawn. Returns what ends it. */
  onFrame: (look: () => void) => () => void
  /** Draws a chart where it would differ, and says whether it did. Returns what ends it. */
  onDraw: (draw: Draw) => () => void
  /** Draws all charts anew: their data is another. */
  redraw: () => void
  /** How often that was wished for. */
  redrawn: () => number
}

/**
 * @param redrawn goes up with each wish to draw anew
 * @returns whether something was drawn
 */
type Draw = (redrawn: number) => boolean

/**
 * Moves the charts of a page together. Frames come from the browser, which has none for a page that
 * nobody sees; in each of them one chart is drawn at most, so that none takes long.
 */
export function useChartClock(
  range: Readonly<Ref<ShownRange>>,
  live: Readonly<Ref<boolean>>,
): ChartClock {
  const looks = new Set<() => void>()
  const draws: Draw[] = []
  const held = ref(false)
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)')
  let heldAt = 0
  let frame = 0
  let redrawn = 0
  let step: ReturnType<typeof setTimeout> | undefined

  function shown(): TimeRange {
    if (!live.value) {
      return range.value
    }
    return endingAt(range.value, held.value ? heldAt : now() - LAG_MILLIS)
  }

  function drawNext(): void {
    frame = 0
    looks.forEach((look) => {
      look()
    })
    const drawn = draws.findIndex((draw) => draw(redrawn))
    // The others come first in the next frame.
    draws.push(...draws.splice(0, drawn + 1))
    goOn(drawn >= 0)
  }

  function goOn(unfinished: boolean): void {
    clearTimeout(step)
    if (unfinished || (live.value && !calm.matches)) {
      request()
    } else if (live.value) {
      step = setTimeout(request, STEP_MILLIS)
    }
  }

  function request(): void {
    if (frame === 0) {
      frame = requestAnimationFrame(drawNext)
    }
  }

  function redraw(): void {
    redrawn++
    request()
  }

  watch([range, live], () => {
    held.value = false
    redraw()
  })
  redraw()
  onScopeDispose(() => {
    cancelAnimationFrame(frame)
    clearTimeout(step)
    frame = -1
  })

  return {
    window: shown,
    held,
    hold: () => {
      if (live.value && !held.value) {
        heldAt = shown().to
        held.value = true
      }
    },
    release: () => {
      held.value = false
    },
    onFrame: (look) => {
      looks.add(look)
      return () => looks.delete(look)
    },
    onDraw: (draw) => {
      draws.push(draw)
      request()
      return () => draws.splice(draws.indexOf(draw), 1)
    },
    redraw,
    redrawn: () => redrawn,
  }
}
