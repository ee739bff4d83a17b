import { computed, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'

import { useSearch } from '../../shared/useSearch'
import { SORT_KEYS, type Sorting, type SortKey } from './fleetLines'
import { GROUPINGS, type Grouping } from './fleetTotals'

const USUAL_SORT: SortKey = 'siteName'

export interface FleetQuery {
  search: Ref<string>
  grouping: Readonly<Ref<Grouping | undefined>>
  /** What is no grouping groups by nothing. */
  group: (by: string) => void
  sorting: Readonly<Ref<Sorting>>
  /** The other way round where it is sorted by that already. */
  sortBy: (key: SortKey) => void
}

/** What is searched for, grouped and sorted by, in step with the address of the page. */
export function useFleetQuery(): FleetQuery {
  const route = useRoute()
  const router = useRouter()
  const grouping = computed(() => GROUPINGS.find((known) => known === route.query['group']))

  function group(by: string): void {
    const known = GROUPINGS.find((each) => each === by)
    void router.replace({ query: { ...route.query, group: known } })
  }

  const sortKey = computed(
    () => SORT_KEYS.find((known) => known === route.query['sort']) ?? USUAL_SORT,
  )
  const descending = computed(() => route.query['desc'] === '1')
  const sorting = computed(() => ({ key: sortKey.value, descending: descending.value }))

  function sortBy(key: SortKey): void {
    const turned = key === sortKey.value && !descending.value
    const sort = key === USUAL_SORT ? undefined : key
    void router.replace({ query: { ...route.query, sort, desc: turned ? '1' : undefined } })
  }

  return { search: useSearch(), grouping, group, sorting, sortBy }
}
