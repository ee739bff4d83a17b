import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'

import type { FleetRow } from '../../shared/fleet/fleetRows'
import { ranksOf, type Sorting } from './fleetLines'

/** Rows change places this often at most: what moves all the time can't be read. */
const SETTLE_MILLIS = 5_000

/** The order of the rows by values that move, which stays as it is while somebody points at one. */
export function useSettledRanks(
  rows: () => readonly FleetRow[],
  sorting: Readonly<Ref<Sorting>>,
  pointedAt: Readonly<Ref<boolean>>,
): Readonly<Ref<ReadonlyMap<string, number>>> {
  const ranks = shallowRef(ranksOf(rows(), sorting.value))

  function settle(): void {
    ranks.value = ranksOf(rows(), sorting.value)
  }

  watch([sorting, () => rows().length], settle)
  const settling = setInterval(() => {
    if (!pointedAt.value) {
      settle()
    }
  }, SETTLE_MILLIS)
  onScopeDispose(() => {
    clearInterval(settling)
  })
  return ranks
}
