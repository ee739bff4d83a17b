import { onScopeDispose, readonly, ref, type Ref } from 'vue'

import type { ChartClock } from './useChartClock'

/** What is told in words nobody reads faster than this. */
const WORDS_MILLIS = 500

/**
 * Counts the changes of a chart's data, for what is told of it in words: those that come live
 * together, those of a range that was fetched at once.
 */
export function useVersion(clock: ChartClock): {
  version: Readonly<Ref<number>>
  /** Live readings have come, or slid out. */
  grown: () => void
  /** The data is another. */
  replaced: () => void
} {
  const version = ref(0)
  let changed = false
  let countedAt = Number.NEGATIVE_INFINITY

  onScopeDispose(
    clock.onFrame(() => {
      const time = performance.now()
      if (changed && time - countedAt >= WORDS_MILLIS) {
        changed = false
        countedAt = time
        version.value++
      }
    }),
  )
  return {
    version: readonly(version),
    grown: () => {
      changed = true
    },
    replaced: () => {
      version.value++
      clock.redraw()
    },
  }
}
