import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { useRoute } from 'vue-router'

/** The page itself comes first. */
const PATIENCE_MILLIS = 1_500

/**
 * Loads a part a moment after the page, so that it is there when it is wanted: by then the platform
 * may have a newer version, and not this file any more. What can't be loaded is tried again with the
 * next page.
 */
export function useLoadedAhead<T>(load: () => Promise<T>): Readonly<Ref<T | undefined>> {
  const route = useRoute()
  const part = shallowRef<T>()
  let waiting: ReturnType<typeof setTimeout> | undefined

  async function begin(): Promise<void> {
    try {
      part.value = await load()
    } catch {
      // The next page is another try.
    }
  }

  watch(
    () => route.path,
    () => {
      clearTimeout(waiting)
      if (part.value === undefined) {
        waiting = setTimeout(() => void begin(), PATIENCE_MILLIS)
      }
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    clearTimeout(waiting)
  })
  return part
}
