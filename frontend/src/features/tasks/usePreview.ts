import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'

import { isAbort, isRefusal, messageOf } from '../../shared/api/apiError'
import { previewOf, type Preview, type TaskRequest } from './tasksApi'

/** How long somebody has to stop typing before the platform is asked. */
const TYPING_MILLIS = 400

/** How soon what was not answered is asked again. */
const RETRY_MILLIS = 5_000

export interface BestTimes {
  /** Of what was typed last; undefined until there is an answer to it. */
  preview: Readonly<Ref<Preview | undefined>>
  /** Whether what is shown is not yet of what is typed. */
  busy: Readonly<Ref<boolean>>
  problem: Readonly<Ref<string>>
  reload: () => Promise<void>
}

/** The best times for what is typed; nothing is asked while it can't be used. */
export function usePreview(request: () => TaskRequest | undefined): BestTimes {
  const preview = shallowRef<Preview>()
  const busy = ref(false)
  const problem = ref('')
  let next: ReturnType<typeof setTimeout> | undefined
  let call = new AbortController()

  // Compared as text: what it does not ask for may change.
  const wanted = computed(() => JSON.stringify(request()))

  async function reload(): Promise<void> {
    giveUp()
    const body = request()
    if (body === undefined) {
      return
    }
    const mine = call
    busy.value = true
    try {
      const answer = await previewOf(body, mine.signal)
      if (mine === call) {
        preview.value = answer
        problem.value = ''
        busy.value = false
      }
    } catch (error) {
      if (mine === call && !isAbort(error)) {
        preview.value = undefined
        problem.value = messageOf(error)
        busy.value = false
        if (!isRefusal(error)) {
          next = setTimeout(() => void reload(), RETRY_MILLIS)
        }
      }
    }
  }

  function giveUp(): void {
    clearTimeout(next)
    call.abort()
    call = new AbortController()
  }

  watch(wanted, (text) => {
    giveUp()
    problem.value = ''
    busy.value = text !== undefined
    if (text === undefined) {
      preview.value = undefined
    } else {
      next = setTimeout(() => void reload(), TYPING_MILLIS)
    }
  })
  onScopeDispose(giveUp)
  void reload()
  return { preview, busy, problem, reload }
}
