import { onScopeDispose, ref, watch, type Ref } from 'vue'

import { now } from '../clock'
import type { TimeRange } from '../timerange/timeRange'

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
  /** Draws in each frame in which something may have changed, until the returned function is called. */
  onFrame: (draw: () => void) => () => void
  /** Asks for a frame. */
  redraw: () => void
}

/**
 * Moves the charts of a page together. Frames come from the browser, which has none for a page that
 * nobody sees.
 */
export function useChartClock(
  range: Readonly<Ref<TimeRange>>,
  live: Readonly<Ref<boolean>>,
): ChartClock {
  const draws = new Set<() => void>()
  const held = ref(false)
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)')
  let heldAt = 0
  let frame = 0
  let step: ReturnType<typeof setTimeout> | undefined

  function shown(): TimeRange {
    if (!live.value) {
      return range.value
    }
    const to = held.value ? heldAt : now() - LAG_MILLIS
    return { from: to - (range.value.to - range.value.from), to }
  }

  function draw(): void {
    frame = 0
    draws.forEach((each) => {
      each()
    })
    goOn()
  }

  function goOn(): void {
    clearTimeout(step)
    if (!live.value) {
      return
    }
    if (calm.matches) {
      step = setTimeout(redraw, STEP_MILLIS)
    } else {
      redraw()
    }
  }

  function redraw(): void {
    if (frame === 0) {
      frame = requestAnimationFrame(draw)
    }
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
      redraw()
    },
    onFrame: (each) => {
      draws.add(each)
      redraw()
      return () => draws.delete(each)
    },
    redraw,
  }
}
