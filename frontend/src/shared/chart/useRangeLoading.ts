import { onScopeDispose, ref, watch, type Ref } from 'vue'

import { ApiError, isAbort, isRefusal, messageOf } from '../api/apiError'
import { now } from '../clock'
import { endingAt, type ShownRange, type TimeRange } from '../timerange/timeRange'

/** A live window that is too long for single readings is fetched anew this often at most. */
const LEAST_REFRESH_MILLIS = 10_000

/** So long after a reading has come live the store has it for sure, however large the fleet is. */
const SETTLED_MILLIS = 15_000

/** A live window that could not be fetched is tried again this soon, and then ever more seldom. */
const LEAST_PAUSE_MILLIS = 10_000
const LONGEST_PAUSE_MILLIS = 300_000

/** Timers take no more than 24 days; nobody waits longer than this for a platform that asks for it. */
const LONGEST_WAIT_MILLIS = 86_400_000

/** Up to this long a window has its single readings, live ones as they come. */
const FINE_MILLIS = 3_600_000

const USUAL_POINTS = 800

export interface RangeLoading {
  /** Whether the data of some range is there. */
  filled: Readonly<Ref<boolean>>
  /** Whether a range that somebody chose is on its way. */
  busy: Readonly<Ref<boolean>>
  problem: Readonly<Ref<string>>
  /** Whether live readings are drawn as they come. */
  takesLive: () => boolean
  reload: () => Promise<void>
  /** Fetches what was missed; the first data is let come in before. */
  refill: () => Promise<void>
}

/** How a window is fetched: what it is now, in how many points, until it is no longer wanted. */
export type FetchRange = (range: TimeRange, signal: AbortSignal) => Promise<number>

/** Whether a window is short enough for single readings. */
export function isFine({ from, to }: TimeRange): boolean {
  return to - from <= FINE_MILLIS
}

/** Every second of a short range; of a long one, about as many points as a chart has pixels. */
export function pointsOf(range: TimeRange): number {
  return isFine(range) ? Math.ceil((range.to - range.from) / 1000) + 1 : USUAL_POINTS
}

/** How much longer a window may become before it is too long for single readings. */
export function growthOf({ from, to }: TimeRange): number {
  return Math.max(0, FINE_MILLIS - (to - from))
}

/**
 * Fetches the data of the range that is shown, again when another is chosen, whose call then takes
 * the place of the one before.
 *
 * @param fetch answers the milliseconds of an interval of the data
 */
export function useRangeLoading(
  range: Readonly<Ref<ShownRange>>,
  live: Readonly<Ref<boolean>>,
  fetch: FetchRange,
): RangeLoading {
  const filled = ref(false)
  const busy = ref(false)
  const problem = ref('')
  let call = new AbortController()
  let underWay: Promise<void> | undefined
  let refresh: ReturnType<typeof setTimeout> | undefined
  let pause = LEAST_PAUSE_MILLIS

  function wanted(): TimeRange {
    return live.value ? endingAt(range.value, now()) : range.value
  }

  function takesLive(): boolean {
    return live.value && isFine(wanted())
  }

  function reload(): Promise<void> {
    return begin(false)
  }

  /** @param settling what was not stored yet, nor came live, when the window was fetched before */
  function begin(settling: boolean): Promise<void> {
    call.abort()
    clearTimeout(refresh)
    call = new AbortController()
    return (underWay = load(call, settling))
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

  async function load(mine: AbortController, settling: boolean): Promise<void> {
    try {
      const resolution = await fetch(wanted(), mine.signal)
      filled.value = true
      problem.value = ''
      busy.value = false
      pause = LEAST_PAUSE_MILLIS
      const growth = range.value.keepsStart ? growthOf(wanted()) + 1 : Number.POSITIVE_INFINITY
      if (!isFine(wanted())) {
        reloadIn(Math.max(LEAST_REFRESH_MILLIS, resolution), mine)
      } else if (!settling && growth > SETTLED_MILLIS) {
        reloadIn(SETTLED_MILLIS, mine, true)
      } else if (range.value.keepsStart) {
        reloadIn(growth, mine)
      }
    } catch (error) {
      if (!isAbort(error)) {
        problem.value = messageOf(error)
        busy.value = false
        if (!isRefusal(error)) {
          reloadIn(Math.max(pause, askedWait(error)), mine)
          pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause)
        }
      }
    }
  }

  /** Only what is live becomes another, and only the newest call says when. */
  function reloadIn(millis: number, { signal }: AbortController, settling = false): void {
    if (live.value && !signal.aborted) {
      refresh = setTimeout(() => void begin(settling), millis)
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
  return { filled, busy, problem, takesLive, reload, refill }
}

/** How long the platform asks to be left alone, in milliseconds. */
function askedWait(error: unknown): number {
  const seconds = error instanceof ApiError ? error.retryAfterSeconds : undefined
  return Math.min(LONGEST_WAIT_MILLIS, 1000 * (seconds ?? 0))
}
