import { useRouter } from 'vue-router'

import { now } from '../clock'
import { absolute, endingAt, zoomOut, type TimeRange } from './timeRange'
import type { ChosenRange } from './useTimeRange'

/** What a drag over a chart does, and what takes it back. */
export function useZoom({ choose, range, live }: ChosenRange): {
  zoom: (to: TimeRange) => void
  back: () => void
} {
  const router = useRouter()

  /** Back to the range before, or out where this page began with the present one. */
  function back(): void {
    const before: unknown = window.history.state?.back
    const { path } = router.currentRoute.value
    if (typeof before === 'string' && router.resolve(before).path === path) {
      router.back()
    } else {
      const shown = live.value ? endingAt(range.value, now()) : range.value
      choose(absolute(zoomOut(shown, now())))
    }
  }

  return {
    zoom: (to) => {
      choose(absolute(to))
    },
    back,
  }
}
