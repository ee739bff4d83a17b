import { describe, expect, test } from 'vitest'

import { ApiError } from '../../shared/api/apiError'
import type { Task, TaskRequest } from './tasksApi'
import { useSubmission } from './useSubmission'

const TASK = { id: 'task' } as Task

/** Answers one after the other; notes under which name each request came. */
function platform(...answers: (Task | ApiError)[]) {
  const names: (string | null | undefined)[] = []
  const { send } = useSubmission(({ clientId }: TaskRequest) => {
    names.push(clientId)
    const answer = answers.shift() ?? TASK
    return answer instanceof ApiError ? Promise.reject(answer) : Promise.resolve(answer)
  })
  return { names, send }
}

describe('a task that is sent again', () => {
  test.each([
    ApiError.unreachable(),
    new ApiError(503, 'Away'),
    new ApiError(401, 'Sign in first'),
    new ApiError(429, 'Too many'),
  ])('after %s is the same one', async (failure) => {
    const { names, send } = platform(failure)
    await expect(send({ name: 'a' })).rejects.toBe(failure)
    expect(await send({ name: 'a' })).toBe(TASK)
    expect(names[0]).toBe(names[1])
  })

  test('with something else in it is another one', async () => {
    const { names, send } = platform(ApiError.unreachable())
    await expect(send({ name: 'a' })).rejects.toThrow()
    await send({ name: 'b' })
    expect(names[0]).not.toBe(names[1])
  })

  test('after a refusal is another one', async () => {
    const { names, send } = platform(new ApiError(409, 'Refused'))
    await expect(send({ name: 'a' })).rejects.toThrow()
    await send({ name: 'a' })
    expect(names[0]).not.toBe(names[1])
  })

  test('after it was taken is another one', async () => {
    const { names, send } = platform()
    await send({ name: 'a' })
    await send({ name: 'a' })
    expect(names[0]).not.toBe(names[1])
  })
})
