import { computed, ref, watch, type Ref } from 'vue'
import {
  onBeforeRouteLeave,
  onBeforeRouteUpdate,
  useRoute,
  useRouter,
  type LocationQuery,
} from 'vue-router'

import { GROUPINGS, type Grouping } from './fleetTotals'

/** The address follows when somebody pauses; a step of its history for each letter helps nobody. */
const PAUSE_MILLIS = 400

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
  const search = ref(searchOf(route.query))
  const grouping = computed(() => GROUPINGS.find((known) => known === route.query['group']))
  let keeping: ReturnType<typeof setTimeout> | undefined

  /** Undefined leaves it out. */
  function keep(name: string, value: string | undefined): void {
    void router.replace({ query: { ...route.query, [name]: value } })
  }

  watch(search, (text) => {
    clearTimeout(keeping)
    keeping = undefined
    if (text !== searchOf(route.query)) {
      keeping = setTimeout(() => {
        keeping = undefined
        keep('q', text || undefined)
      }, PAUSE_MILLIS)
    }
  })
  // Back, or a link: unless somebody is typing, the address is right.
  onBeforeRouteUpdate((to) => {
    if (keeping === undefined) {
      search.value = searchOf(to.query)
    }
  })
  onBeforeRouteLeave(() => {
    clearTimeout(keeping)
  })

  return {
    search,
    grouping,
    group: (by) => {
      keep(
        'group',
        GROUPINGS.find((known) => known === by),
      )
    },
  }
}

function searchOf(query: LocationQuery): string {
  return typeof query['q'] === 'string' ? query['q'] : ''
}
