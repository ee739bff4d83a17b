import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'

import { messageOf } from '../../shared/api/apiError'
import { now } from '../../shared/clock'
import { fleetToday, type FleetTotals, type Grouping } from './fleetTotals'

/** Totals are fetched anew this often. */
const RELOAD_MILLIS = 30_000

export interface FleetToday {
  today: Readonly<Ref<FleetTotals | undefined>>
  problem: Readonly<Ref<string>>
}

/** Energy, emissions and cost of the day so far, for as long as the component lives. */
export function useFleetToday(grouping: Readonly<Ref<Grouping | undefined>>): FleetToday {
  const today = shallowRef<FleetTotals>()
  const problem = ref('')

  async function reload(): Promise<void> {
    const groupBy = grouping.value ?? 'site'
    try {
      const fetched = await fleetToday(groupBy, now())
      problem.value = ''
      // Another grouping may have been chosen meanwhile, and has asked for its own.
      if (groupBy === (grouping.value ?? 'site')) {
        today.value = fetched
      }
    } catch (error) {
      problem.value = messageOf(error)
    }
  }

  const reloading = setInterval(() => void reload(), RELOAD_MILLIS)
  watch(grouping, reload, { immediate: true })
  onScopeDispose(() => {
    clearInterval(reloading)
  })
  return { today, problem }
}
