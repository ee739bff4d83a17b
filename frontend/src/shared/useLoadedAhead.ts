import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { useRoute } from 'vue-router'

/**
 * Loads a part when the page has been there for a while, so that it is there when it is wanted: by
 * then the platform may have a newer version, and not this file any more. What can't be loaded is
 * tried again with the next page.
 *
 * @param patienceMillis how long the page itself comes first
 */
export function useLoadedAhead<T>(
  load: () => Promise<T>,
  patienceMillis: number,
): Readonly<Ref<T | undefined>> {
  const route = useRoute()
  const part = shallowRef<T>()
  let waiting: ReturnType<typeof setTimeout> | undefined

  async function begin(): Promise<void> {
    try {
      part.value = await load()
    } catch {
      waiting = undefined // The next page is another try.
    }
  }

  watch(
    () => route.path,
    () => {
      waiting ??= setTimeout(() => void begin(), patienceMillis)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    clearTimeout(waiting)
  })
  return part
}
