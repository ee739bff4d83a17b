import { onScopeDispose, ref, type Ref } from 'vue'

import { messageOf } from './api/apiError'
import { Repeating } from './repeating'

/** How soon what was not answered is asked again. */
const RETRY_MILLIS = 5_000

export interface Lookup {
  /** Why there is no answer; empty as soon as there is one. */
  problem: Readonly<Ref<string>>
  /** Asks, and again until there is an answer. */
  begin: () => void
}

/**
 * What a page asks for once, such as names. Without an answer it is asked again, for as long as the
 * component lives.
 *
 * @param ask asks, and takes the answer; throws where there is none
 */
export function useLookup(ask: () => Promise<void>): Lookup {
  const problem = ref('')
  let begun = 0

  const asking = new Repeating(async () => {
    const mine = begun
    try {
      await ask()
      problem.value = ''
      // Whoever has begun it meanwhile gets an answer of their own.
      if (mine === begun) {
        asking.stop()
      }
    } catch (error) {
      problem.value = messageOf(error)
    }
  }, RETRY_MILLIS)

  onScopeDispose(() => {
    asking.stop()
  })
  return {
    problem,
    begin: () => {
      begun++
      asking.start()
    },
  }
}
