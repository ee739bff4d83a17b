import { onScopeDispose, readonly, ref, type Ref } from 'vue'

import { now } from './clock'

/** The platform's time, once a second, for as long as the component lives. */
export function useNow(): Readonly<Ref<number>> {
  const current = ref(now())
  const timer = setInterval(() => {
    current.value = now()
  }, 1000)
  onScopeDispose(() => {
    clearInterval(timer)
  })
  return readonly(current)
}
