import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref, type EffectScope } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { previewOf, type Preview, type TaskRequest } from './tasksApi'
import { usePreview, type BestTimes } from './usePreview'

vi.mock('./tasksApi')

const asked = vi.mocked(previewOf)
const answers: { of: TaskRequest; signal: AbortSignal; give: (preview: Preview) => void }[] = []
const request = ref<TaskRequest>()
let scope: EffectScope
let times: BestTimes

beforeEach(() => {
  vi.useFakeTimers()
  answers.length = 0
  asked.mockReset()
  asked.mockImplementation(
    (of, signal) => new Promise((give) => answers.push({ of, signal, give })),
  )
  request.value = undefined
  scope = effectScope()
  times = scope.run(() => usePreview(() => request.value)) as BestTimes
})

afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

async function type(cores: number | undefined): Promise<void> {
  request.value = cores === undefined ? undefined : { cores }
  await nextTick()
}

const NOTHING: Preview = { hours: [], sites: [] }

test('nothing is asked while nothing can be used', async () => {
  await vi.advanceTimersByTimeAsync(1000)
  expect(asked).not.toHaveBeenCalled()
})

test('it is asked once somebody has stopped typing, for what was typed last', async () => {
  await type(1)
  await vi.advanceTimersByTimeAsync(300)
  await type(12)
  expect(times.busy.value).toBe(true)
  await vi.advanceTimersByTimeAsync(399)
  expect(answers).toHaveLength(0)
  await vi.advanceTimersByTimeAsync(1)
  expect(answers.map(({ of }) => of)).toEqual([{ cores: 12 }])
  answers[0]?.give(NOTHING)
  await vi.advanceTimersByTimeAsync(0)
  expect(times.preview.value).toEqual(NOTHING)
  expect(times.busy.value).toBe(false)
})

test('an answer to what is not typed any more is given up and not shown', async () => {
  await type(1)
  await vi.advanceTimersByTimeAsync(400)
  await type(2)
  expect(answers[0]?.signal.aborted).toBe(true)
  answers[0]?.give(NOTHING)
  await vi.advanceTimersByTimeAsync(0)
  expect(times.preview.value).toBeUndefined()
})

test('what can’t be used any more has no best times', async () => {
  await type(1)
  await vi.advanceTimersByTimeAsync(400)
  answers[0]?.give(NOTHING)
  await vi.advanceTimersByTimeAsync(0)
  await type(undefined)
  expect(times.preview.value).toBeUndefined()
  expect(times.busy.value).toBe(false)
})

test('a failure is said, and asking again mends it', async () => {
  asked.mockRejectedValueOnce(new ApiError(400, 'Bad', 'No such zone.'))
  await type(1)
  await vi.advanceTimersByTimeAsync(400)
  expect(times.problem.value).toBe('No such zone.')
  void times.reload()
  answers[0]?.give(NOTHING)
  await vi.advanceTimersByTimeAsync(0)
  expect(times.problem.value).toBe('')
  expect(times.preview.value).toEqual(NOTHING)
})

test('a refusal is not asked for again', async () => {
  asked.mockRejectedValueOnce(new ApiError(400, 'Bad', 'No such zone.'))
  await type(1)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toHaveBeenCalledTimes(1)
})

test.each([ApiError.unreachable(), new ApiError(503, 'Unavailable')])(
  'after $status it is asked again by itself, until there is an answer or it is not wanted any more',
  async (failure) => {
    asked.mockRejectedValueOnce(failure).mockRejectedValueOnce(failure)
    await type(1)
    await vi.advanceTimersByTimeAsync(400)
    expect(times.problem.value).not.toBe('')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(asked).toHaveBeenCalledTimes(3)
    answers[0]?.give(NOTHING)
    await vi.advanceTimersByTimeAsync(0)
    expect(times.problem.value).toBe('')
    expect(times.preview.value).toEqual(NOTHING)
    asked.mockRejectedValueOnce(failure)
    await type(2)
    await vi.advanceTimersByTimeAsync(400)
    await type(undefined)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).toHaveBeenCalledTimes(4)
  },
)
