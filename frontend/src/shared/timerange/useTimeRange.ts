import { computed, watch, type ComputedRef } from 'vue'
import { useRoute, useRouter, type LocationQuery, type LocationQueryValue } from 'vue-router'

import { now } from '../clock'
import { shownTimeZone } from '../preferences'
import { isRelative } from './timeExpression'
import { endsNow, resolve, type RangeText, type ShownRange, type TimeRange } from './timeRange'

export interface ChosenRange {
  text: ComputedRef<RangeText>
  /** As it was when it was chosen; a live one has moved since then. */
  range: ComputedRef<ShownRange>
  live: ComputedRef<boolean>
  /** Goes to another range, which the browser's Back takes back. */
  choose: (text: RangeText, live?: boolean) => void
}

/**
 * The range that the address of this page names: `?from=now-1h&to=now&live=1`. Without one it is the
 * usual range, live. A range that ends now is live unless somebody stops it.
 */
export function useTimeRange(usual: RangeText): ChosenRange {
  const route = useRoute()
  const router = useRouter()

  // What else is in the address may change; a range that stands still must not move with that.
  const named = computed<RangeText | undefined>((before) => {
    const told = namedRange(route.query)
    return told?.from === before?.from && told?.to === before?.to ? before : told
  })
  const text = computed(() => named.value ?? usual)
  const live = computed(
    () => endsNow(text.value) && (named.value === undefined || route.query['live'] === '1'),
  )
  const range = computed<ShownRange>(() => {
    const { from, to } = live.value ? read() : standing()
    return { from, to, keepsStart: !isRelative(text.value.from) }
  })

  /** As they were when they were chosen: who comes back to one sees what was shown. */
  const stood = new Map<string, TimeRange>()

  function read(): TimeRange {
    return resolve(text.value, present()) as TimeRange
  }

  function standing(): TimeRange {
    const key = keyOf(text.value)
    const before = stood.get(key) ?? read()
    stood.set(key, before)
    return before
  }

  // What cannot be shown must not stay in the address of what is shown in its place.
  const { path } = route
  watch(
    () => ('from' in route.query || 'to' in route.query) && named.value === undefined,
    (wrong) => {
      if (wrong && route.path === path) {
        const query = { ...route.query, from: undefined, to: undefined, live: undefined }
        void router.replace({ query })
      }
    },
    { immediate: true },
  )

  function choose(chosen: RangeText, wantsLive = endsNow(chosen)): void {
    const { from, to } = chosen
    if (!wantsLive) {
      stood.delete(keyOf(chosen))
    }
    void router.push({ query: { ...route.query, from, to, live: wantsLive ? '1' : undefined } })
  }

  return { text, range, live, choose }
}

/** Shown on pages of live charts whose address names no range. */
export const USUAL_RANGE: RangeText = { from: 'now-10m', to: 'now' }

/** The range that an address names, if it is one. */
export function namedRange(query: LocationQuery): RangeText | undefined {
  const from = single(query['from'])
  const to = single(query['to']) ?? 'now'
  const text = from === undefined ? undefined : { from, to }
  return text && resolve(text, present()) && text
}

/** What expressions are read against on this page. */
export function present(): { now: number; timeZone: string } {
  return { now: now(), timeZone: shownTimeZone() }
}

/** Days begin elsewhere in another time zone. */
function keyOf({ from, to }: RangeText): string {
  return `${from} ${to} ${shownTimeZone()}`
}

function single(value: LocationQueryValue | LocationQueryValue[] | undefined): string | undefined {
  return (Array.isArray(value) ? value[0] : value) ?? undefined
}
