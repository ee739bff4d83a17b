import { onScopeDispose, ref, type Ref } from 'vue'

import { messageOf } from './api/apiError'
import { tellProblem } from './toasts'

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
  let retry: ReturnType<typeof setTimeout> | undefined

  async function begin(): Promise<void> {
    clearTimeout(retry)
    const mine = ++begun
    try {
      await ask()
      problem.value = ''
    } catch (error) {
      problem.value = messageOf(error)
      // Whoever has begun it meanwhile tries again by themselves.
      if (mine === begun) {
        retry = setTimeout(() => void begin(), RETRY_MILLIS)
      }
    }
  }

  onScopeDispose(() => {
    begun++
    clearTimeout(retry)
  })
  return { problem, begin: () => void begin() }
}

/** The same for what a page can do without: why there is no answer is told once. */
export function useToldLookup(ask: () => Promise<void>): Lookup {
  const lookup = useLookup(async () => {
    try {
      await ask()
    } catch (error) {
      if (lookup.problem.value === '') {
        tellProblem(error, messageOf)
      }
      throw error
    }
  })
  return lookup
}
