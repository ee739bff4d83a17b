import { onScopeDispose, ref, shallowRef, type Ref } from 'vue'

import { isMissing, messageOf } from '../../shared/api/apiError'
import { Repeating } from '../../shared/repeating'
import { lookOf } from '../../shared/tasks/taskStates'
import { hasRun } from './taskHistory'
import { cancelTask, getTask, receiptOf, type Receipt, type Task } from './tasksApi'

/** How often a task is asked for that goes on. */
const TASK_MILLIS = 2_000
/** A receipt takes about a minute, or until intensities are known. */
const RECEIPT_MILLIS = 10_000

export interface KnownTask {
  task: Readonly<Ref<Task | undefined>>
  receipt: Readonly<Ref<Receipt | undefined>>
  missing: Readonly<Ref<boolean>>
  problem: Readonly<Ref<string>>
  reload: () => Promise<void>
  cancel: () => Promise<void>
}

/** A task as it is now, for as long as the component lives, and its receipt once it has one. */
export function useTask(id: string): KnownTask {
  const task = shallowRef<Task>()
  const receipt = shallowRef<Receipt>()
  const missing = ref(false)
  const problem = ref('')

  /** What was fetched before a change was made must not undo it. */
  function take(answer: Task): void {
    if (task.value === undefined || answer.version >= task.value.version) {
      task.value = answer
    }
    if (!lookOf(answer.state).active) {
      tasks.stop()
      if (hasRun(answer) && receipt.value === undefined) {
        receipts.start()
      }
    }
  }

  const tasks = new Repeating(() => watched(async () => take(await getTask(id))), TASK_MILLIS)
  const receipts = new Repeating(
    () =>
      watched(async () => {
        receipt.value = await receiptOf(id)
        if (receipt.value !== undefined) {
          receipts.stop()
        }
      }),
    RECEIPT_MILLIS,
  )

  async function watched(ask: () => Promise<void>): Promise<void> {
    try {
      await ask()
      problem.value = ''
    } catch (error) {
      problem.value = messageOf(error)
      if (isMissing(error)) {
        missing.value = true
        tasks.stop()
        receipts.stop()
      }
    }
  }

  onScopeDispose(() => {
    tasks.stop()
    receipts.stop()
  })
  tasks.start()
  return {
    task,
    receipt,
    missing,
    problem,
    reload: () => tasks.now(),
    cancel: async () => take(await cancelTask(id)),
  }
}
