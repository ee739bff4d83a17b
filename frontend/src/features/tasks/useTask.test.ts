import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { cancelTask, getTask, receiptOf, type Receipt, type Task } from './tasksApi'
import { useTask, type KnownTask } from './useTask'

vi.mock('./tasksApi')

const get = vi.mocked(getTask)
const receipt = vi.mocked(receiptOf)
let scope: EffectScope | undefined

const START = '2026-11-27T10:00:00Z'
const END = '2026-11-27T11:00:00Z'

function task(state: string, version: number, endedAt?: string): Task {
  return {
    id: 't',
    state,
    version,
    endedAt,
    segments: [{ serverId: 's', start: START, end: END }],
  } as Task
}

beforeEach(() => {
  vi.useFakeTimers()
  get.mockReset()
  receipt.mockReset()
})

afterEach(() => {
  scope?.stop()
  vi.useRealTimers()
})

async function opened(): Promise<KnownTask> {
  scope = effectScope()
  const known = scope.run(() => useTask('t')) as KnownTask
  await vi.advanceTimersByTimeAsync(0)
  return known
}

describe('a task', () => {
  test('is asked for again and again while it goes on, and not after that', async () => {
    get.mockResolvedValueOnce(task('planned', 1)).mockResolvedValueOnce(task('running', 2))
    get.mockResolvedValue(task('done', 3, END))
    receipt.mockResolvedValue(undefined)
    const known = await opened()
    expect(known.task.value?.state).toBe('planned')
    await vi.advanceTimersByTimeAsync(2_000)
    expect(known.task.value?.state).toBe('running')
    await vi.advanceTimersByTimeAsync(2_000)
    expect(known.task.value?.state).toBe('done')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(get).toHaveBeenCalledTimes(3)
  })

  test('that there is not is said, and not asked for again', async () => {
    get.mockRejectedValue(new ApiError(404, 'Not found'))
    const known = await opened()
    expect(known.missing.value).toBe(true)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(get).toHaveBeenCalledTimes(1)
  })

  test('whose platform is away for a moment stays in sight', async () => {
    get.mockResolvedValueOnce(task('running', 1)).mockRejectedValueOnce(ApiError.unreachable())
    get.mockResolvedValue(task('running', 1))
    const known = await opened()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(known.problem.value).not.toBe('')
    expect(known.task.value?.state).toBe('running')
    await vi.advanceTimersByTimeAsync(2_000)
    expect(known.problem.value).toBe('')
  })

  test('that was cancelled is not shown as it was before', async () => {
    get.mockResolvedValue(task('running', 1))
    receipt.mockResolvedValue(undefined)
    vi.mocked(cancelTask).mockResolvedValue(task('cancelled', 2, END))
    const known = await opened()
    await known.cancel()
    await known.reload()
    expect(known.task.value?.state).toBe('cancelled')
  })
})

describe('its receipt', () => {
  test('is asked for until it is there', async () => {
    get.mockResolvedValue(task('done', 1, END))
    receipt.mockResolvedValueOnce(undefined).mockResolvedValue({ taskId: 't' } as Receipt)
    const known = await opened()
    expect(known.receipt.value).toBeUndefined()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(known.receipt.value).toEqual({ taskId: 't' })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(receipt).toHaveBeenCalledTimes(2)
  })

  test('of a task that never ran is not asked for', async () => {
    get.mockResolvedValue(task('cancelled', 1, '2026-11-27T09:00:00Z'))
    await opened()
    expect(receipt).not.toHaveBeenCalled()
  })
})
