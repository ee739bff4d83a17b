import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'

import { messageOf } from '../../shared/api/apiError'
import { now } from '../../shared/clock'
import { Repeating } from '../../shared/repeating'
import { onSignedInAgain } from '../session/onSignedInAgain'
import { fleetToday, type FleetTotals, type Grouping } from './fleetTotals'

/** Totals are fetched anew this often, and more seldom where they take the platform long. */
const RELOAD_MILLIS = 30_000

export interface FleetToday {
  today: Readonly<Ref<FleetTotals | undefined>>
  problem: Readonly<Ref<string>>
  reload: () => Promise<void>
}

/**
 * Energy, emissions and cost of the day so far, for as long as the component lives.
 *
 * @param begin from when on: of a large fleet they are much work, which the rows should not wait for
 */
export function useFleetToday(
  grouping: Readonly<Ref<Grouping | undefined>>,
  begin: Readonly<Ref<boolean>>,
): FleetToday {
  const today = shallowRef<FleetTotals>()
  const problem = ref('')

  const fetching = new Repeating(async () => {
    try {
      today.value = await fleetToday(grouping.value ?? 'site', now())
      problem.value = ''
    } catch (error) {
      problem.value = messageOf(error)
    }
  }, RELOAD_MILLIS)

  function again(): void {
    if (begin.value) {
      void fetching.now()
    }
  }

  watch(
    begin,
    (now) => {
      if (now) {
        fetching.start()
      }
    },
    { immediate: true },
  )
  watch(grouping, again)
  onSignedInAgain(again, problem)
  onScopeDispose(() => {
    fetching.stop()
  })
  return { today, problem, reload: () => fetching.now() }
}
