import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref, type EffectScope } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { listTasks, type Task, type TaskPage, type TaskQuery } from './tasksApi'
import { useTasks, type TaskList } from './useTasks'

vi.mock('./tasksApi')

const list = vi.mocked(listTasks)
const query = ref<TaskQuery>({ state: '', owner: '' })
let scope: EffectScope
let shown: TaskList

function page(ids: string[], nextCursor?: string): TaskPage {
  return { items: ids.map((id) => ({ id }) as Task), nextCursor }
}

function ids(): string[] {
  return shown.tasks.value.map(({ id }) => id)
}

beforeEach(() => {
  vi.useFakeTimers()
  list.mockReset()
  query.value = { state: '', owner: '' }
  scope = effectScope()
})

afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

async function open(): Promise<void> {
  shown = scope.run(() => useTasks(() => query.value)) as TaskList
  await vi.advanceTimersByTimeAsync(0)
}

test('the list follows what becomes of the tasks', async () => {
  list.mockResolvedValueOnce(page(['a'])).mockResolvedValue(page(['b', 'a']))
  await open()
  expect(ids()).toEqual(['a'])
  await vi.advanceTimersByTimeAsync(5_000)
  expect(ids()).toEqual(['b', 'a'])
})

test('more are shown where there are more, and stay shown', async () => {
  list.mockResolvedValue(page(['a'], 'cursor'))
  await open()
  expect(shown.hasMore.value).toBe(true)
  list.mockResolvedValue(page(['a', 'b']))
  await shown.more()
  expect(list).toHaveBeenLastCalledWith(query.value, 100)
  expect(shown.hasMore.value).toBe(false)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(list).toHaveBeenLastCalledWith(query.value, 100)
})

test('an answer to an older filter is not shown', async () => {
  let answer: (of: TaskPage) => void = () => undefined
  list.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)))
  list.mockResolvedValue(page(['failed one']))
  await open()
  query.value = { state: 'failed', owner: '' }
  await nextTick()
  answer(page(['any']))
  await vi.advanceTimersByTimeAsync(0)
  expect(list).toHaveBeenLastCalledWith({ state: 'failed', owner: '' }, 50)
  expect(ids()).toEqual(['failed one'])
})

test('what was shown stays while the platform is away', async () => {
  list.mockResolvedValueOnce(page(['a'])).mockRejectedValueOnce(ApiError.unreachable())
  list.mockResolvedValue(page(['a']))
  await open()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(shown.problem.value).not.toBe('')
  expect(ids()).toEqual(['a'])
  await vi.advanceTimersByTimeAsync(5_000)
  expect(shown.problem.value).toBe('')
})
