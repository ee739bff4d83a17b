import { onScopeDispose, ref, watch, type Ref } from 'vue'

import { isAbort, messageOf } from '../api/apiError'
import { now } from '../clock'
import type { TimeRange } from '../timerange/timeRange'

/** A live window that is too long for single readings is fetched anew this often at most. */
const LEAST_REFRESH_MILLIS = 10_000

/** Up to this long a window has its single readings, live ones as they come. */
const FINE_MILLIS = 3_600_000

const USUAL_POINTS = 800

export interface RangeLoading {
  /** Whether the data of some range is there. */
  filled: Readonly<Ref<boolean>>
  /** Whether a range that somebody chose is on its way. */
  busy: Readonly<Ref<boolean>>
  problem: Readonly<Ref<string>>
  reload: () => Promise<void>
  /** Fetches what was missed; the first data is let come in before. */
  refill: () => Promise<void>
}

/** How a window is fetched: what it is now, in how many points, until it is no longer wanted. */
export type FetchRange = (range: TimeRange, signal: AbortSignal) => Promise<number>

/** Whether live readings are drawn as they come. */
export function isFine({ from, to }: TimeRange): boolean {
  return to - from <= FINE_MILLIS
}

/** Every second of a short range; of a long one, about as many points as a chart has pixels. */
export function pointsOf(range: TimeRange): number {
  return isFine(range) ? Math.ceil((range.to - range.from) / 1000) + 1 : USUAL_POINTS
}

/**
 * Fetches the data of the range that is shown, again when another is chosen, whose call then takes
 * the place of the one before.
 *
 * @param fetch answers the milliseconds of an interval of the data
 */
export function useRangeLoading(
  range: Readonly<Ref<TimeRange>>,
  live: Readonly<Ref<boolean>>,
  fetch: FetchRange,
): RangeLoading {
  const filled = ref(false)
  const busy = ref(false)
  const problem = ref('')
  let call = new AbortController()
  let underWay: Promise<void> | undefined
  let refresh: ReturnType<typeof setTimeout> | undefined

  function wanted(): TimeRange {
    const { from, to } = range.value
    const end = live.value ? now() : to
    return { from: end - (to - from), to: end }
  }

  function reload(): Promise<void> {
    call.abort()
    clearTimeout(refresh)
    call = new AbortController()
    return (underWay = load(call))
  }

  async function refill(): Promise<void> {
    if (!filled.value) {
      const first = underWay
      await first
      if (underWay !== first) {
        return // something newer brings it
      }
    }
    await reload()
  }

  async function load(mine: AbortController): Promise<void> {
    try {
      const resolution = await fetch(wanted(), mine.signal)
      filled.value = true
      problem.value = ''
      busy.value = false
      if (live.value && !isFine(range.value)) {
        refresh = setTimeout(() => void reload(), Math.max(LEAST_REFRESH_MILLIS, resolution))
      }
    } catch (error) {
      if (!isAbort(error)) {
        problem.value = messageOf(error)
        busy.value = false
      }
    }
  }

  watch([range, live], () => {
    busy.value = true
    void reload()
  })
  onScopeDispose(() => {
    call.abort()
    clearTimeout(refresh)
  })
  return { filled, busy, problem, reload, refill }
}
