import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'

import { messageOf } from '../../shared/api/apiError'
import { now } from '../../shared/clock'
import { Repeating } from '../../shared/repeating'
import type { TimeRange } from '../../shared/timerange/timeRange'
import { intensityOf, planOf, type IntensityHour, type PlannedTask } from './planApi'
import type { Intensities } from './planLayout'

const RELOAD_MILLIS = 10_000
/** Intensities are known by the hour, and forecasts change seldom. */
const INTENSITY_MILLIS = 5 * 60_000

/** How far back and ahead one looks. */
export interface Span {
  beforeMillis: number
  afterMillis: number
}

export interface KnownPlan {
  /** What was asked for last; both are of the same moment. */
  plan: Readonly<Ref<{ range: TimeRange; tasks: readonly PlannedTask[] } | undefined>>
  problem: Readonly<Ref<string>>
  reload: () => Promise<void>
}

/** What is planned around the present, for as long as the component lives. */
export function usePlan(span: () => Span): KnownPlan {
  const plan = shallowRef<{ range: TimeRange; tasks: readonly PlannedTask[] }>()
  const problem = ref('')

  const fetching = new Repeating(async () => {
    try {
      const range = around(now(), span())
      plan.value = { range, tasks: await planOf(range) }
      problem.value = ''
    } catch (error) {
      problem.value = messageOf(error)
    }
  }, RELOAD_MILLIS)

  watch(span, () => void fetching.now())
  onScopeDispose(() => {
    fetching.stop()
  })
  fetching.start()
  return { plan, problem, reload: () => fetching.now() }
}

function around(time: number, { beforeMillis, afterMillis }: Span): TimeRange {
  return { from: time - beforeMillis, to: time + afterMillis }
}

export interface KnownIntensities {
  intensities: Readonly<Ref<Intensities>>
  problem: Readonly<Ref<string>>
  reload: () => Promise<void>
}

/** Carbon intensities of the zones around the present, for as long as the component lives. */
export function useIntensities(zones: () => readonly string[], span: () => Span): KnownIntensities {
  const intensities = shallowRef<Intensities>(new Map())
  const problem = ref('')

  const fetching = new Repeating(async () => {
    const range = around(now(), span())
    const known = new Map<string, readonly IntensityHour[]>()
    let failure = ''
    // A zone whose intensity is not known is no reason to hide that of the others.
    await Promise.all(
      zones().map(async (zone) => {
        try {
          known.set(zone, await intensityOf(zone, range))
        } catch (error) {
          failure = messageOf(error)
        }
      }),
    )
    intensities.value = known
    problem.value = failure
  }, INTENSITY_MILLIS)

  watch([() => zones().join(' '), span], () => void fetching.now())
  onScopeDispose(() => {
    fetching.stop()
  })
  fetching.start()
  return { intensities, problem, reload: () => fetching.now() }
}
