import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'

import { isAbort, messageOf } from '../../shared/api/apiError'
import type { TimeRange } from '../../shared/timerange/timeRange'
import { present } from '../../shared/timerange/useTimeRange'
import { periodOf, type Period, type PeriodName } from './periods'
import { totalsOf, type ServerTotals, type Totals } from './serverApi'

const REFRESH_MILLIS = 30_000

/** Totals of a period and of the one before. */
export interface Energy {
  name: PeriodName
  period: Period
  now: ServerTotals
  before: ServerTotals
  /** Of as much of the period before as has passed of this one. */
  comparable: Totals
}

/** Energy, emissions and cost of a server in a period, kept current while the component lives. */
export function useEnergy(
  id: string,
  name: Readonly<Ref<PeriodName>>,
  chosen: () => TimeRange,
): {
  energy: Readonly<Ref<Energy | undefined>>
  problem: Readonly<Ref<string>>
  reload: () => Promise<void>
} {
  const energy = shallowRef<Energy>()
  const problem = ref('')
  let call: AbortController | undefined

  async function reload(): Promise<void> {
    call?.abort()
    const mine = (call = new AbortController())
    const period = periodOf(name.value, chosen(), present())
    const totals = (range: TimeRange) => totalsOf(id, range, period.unit, mine.signal)
    try {
      const [passed, before, comparable] = await Promise.all([
        totals(period.passed),
        totals(period.before),
        totals(period.comparable),
      ])
      energy.value = {
        name: name.value,
        period,
        now: passed,
        before,
        comparable: comparable.total,
      }
      problem.value = ''
    } catch (error) {
      if (!isAbort(error)) {
        problem.value = messageOf(error)
      }
    } finally {
      if (call === mine) {
        call = undefined
      }
    }
  }

  watch(
    [name, () => (name.value === 'range' ? chosen() : undefined)],
    () => {
      // Figures of another time, which would stay if there were none of this one.
      energy.value = undefined
      void reload()
    },
    { immediate: true },
  )
  const refreshing = setInterval(() => {
    // What takes long is let come to its end.
    if (!document.hidden && call === undefined) {
      void reload()
    }
  }, REFRESH_MILLIS)
  onScopeDispose(() => {
    clearInterval(refreshing)
    call?.abort()
  })
  return { energy, problem, reload }
}
