import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'

import { messageOf } from '../../shared/api/apiError'
import { Repeating } from '../../shared/repeating'
import { listTasks, type Task, type TaskQuery } from './tasksApi'

const PAGE = 50
/** Largest page that the platform answers; who looks for older ones filters. */
const MOST = 1000
/** States change by themselves. */
const RELOAD_MILLIS = 5_000

export interface TaskList {
  tasks: Readonly<Ref<readonly Task[]>>
  loaded: Readonly<Ref<boolean>>
  /** Whether there are more, and they can be had. */
  hasMore: Readonly<Ref<boolean>>
  problem: Readonly<Ref<string>>
  reload: () => Promise<void>
  more: () => Promise<void>
}

/** The tasks that a query lets through, as they are now, for as long as the component lives. */
export function useTasks(query: () => TaskQuery): TaskList {
  const tasks = shallowRef<readonly Task[]>([])
  const loaded = ref(false)
  const hasMore = ref(false)
  const problem = ref('')
  let wanted = PAGE
  /** Answers to a query that was changed meanwhile are of no use. */
  let round = 0

  const fetching = new Repeating(async () => {
    const mine = round
    try {
      const page = await listTasks(query(), wanted)
      if (mine === round) {
        tasks.value = page.items
        hasMore.value = Boolean(page.nextCursor) && wanted < MOST
        problem.value = ''
        loaded.value = true
      }
    } catch (error) {
      if (mine === round) {
        problem.value = messageOf(error)
      }
    }
  }, RELOAD_MILLIS)

  watch(
    () => JSON.stringify(query()),
    () => {
      round++
      wanted = PAGE
      loaded.value = false
      void fetching.now()
    },
  )
  onScopeDispose(() => {
    fetching.stop()
  })
  fetching.start()

  function more(): Promise<void> {
    wanted = Math.min(MOST, wanted + PAGE)
    return fetching.now()
  }

  return { tasks, loaded, hasMore, problem, reload: () => fetching.now(), more }
}
