import { computed, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'

import { useSearch } from '../../shared/useSearch'
import { GROUPINGS, type Grouping } from './fleetTotals'

export interface FleetQuery {
  search: Ref<string>
  grouping: Readonly<Ref<Grouping | undefined>>
  /** What is no grouping groups by nothing. */
  group: (by: string) => void
}

/** What is searched for and grouped by, in step with the address of the page. */
export function useFleetQuery(): FleetQuery {
  const route = useRoute()
  const router = useRouter()
  const grouping = computed(() => GROUPINGS.find((known) => known === route.query['group']))

  function group(by: string): void {
    const known = GROUPINGS.find((each) => each === by)
    void router.replace({ query: { ...route.query, group: known } })
  }

  return { search: useSearch(), grouping, group }
}
