import { ref, watch, type Ref } from 'vue'
import { onBeforeRouteLeave, useRoute, useRouter, type LocationQuery } from 'vue-router'

/** The address follows when somebody pauses; a step of its history for each letter helps nobody. */
const PAUSE_MILLIS = 400

/** What is searched for, in step with the address of the page: `?q=web`. */
export function useSearch(): Ref<string> {
  const route = useRoute()
  const router = useRouter()
  const search = ref(searchOf(route.query))
  let keeping: ReturnType<typeof setTimeout> | undefined

  watch(search, (text) => {
    clearTimeout(keeping)
    keeping = undefined
    if (text !== searchOf(route.query)) {
      keeping = setTimeout(() => {
        keeping = undefined
        void router.replace({ query: { ...route.query, q: text || undefined } })
      }, PAUSE_MILLIS)
    }
  })
  // Back, or a link: unless somebody is typing, the address is right.
  const { path } = route
  watch(
    () => (route.path === path ? searchOf(route.query) : undefined),
    (asked) => {
      if (asked !== undefined && keeping === undefined) {
        search.value = asked
      }
    },
  )
  onBeforeRouteLeave(() => {
    clearTimeout(keeping)
  })
  return search
}

function searchOf(query: LocationQuery): string {
  return typeof query['q'] === 'string' ? query['q'] : ''
}
