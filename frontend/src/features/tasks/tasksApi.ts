import { answerOf, api, type Scheduler } from '../../shared/api/api'
import { ApiError } from '../../shared/api/apiError'

export type Task = Scheduler['schemas']['TaskAnswer']
export type TaskPage = Scheduler['schemas']['PageTaskAnswer']
export type TaskRequest = Scheduler['schemas']['TaskRequest']
export type Choice = Scheduler['schemas']['Choice']
export type Preview = Scheduler['schemas']['Preview']
export type Receipt = Scheduler['schemas']['Receipt']

/** Which tasks are listed; empty texts let all through. */
export interface TaskQuery {
  state: string
  /** Id of who submitted them. */
  owner: string
}

/** The first so many, the one that was submitted last first. */
export function listTasks({ state, owner }: TaskQuery, limit: number): Promise<TaskPage> {
  return answerOf(
    api.GET('/api/v1/tasks', {
      params: { query: { limit, ...(state && { state }), ...(owner && { owner }) } },
    }),
  )
}

export function getTask(id: string): Promise<Task> {
  return answerOf(api.GET('/api/v1/tasks/{id}', { params: { path: { id } } }))
}

/** Refused (409) with the reason if it can't be placed before its deadline. */
export function submitTask(body: TaskRequest): Promise<Task> {
  return answerOf(api.POST('/api/v1/tasks', { body }))
}

/** Refused (409) once it has ended. */
export function cancelTask(id: string): Promise<Task> {
  return answerOf(api.DELETE('/api/v1/tasks/{id}', { params: { path: { id } } }))
}

/** Undefined while there is none: it is made about a minute after the end. */
export async function receiptOf(id: string): Promise<Receipt | undefined> {
  try {
    return await answerOf(api.GET('/api/v1/tasks/{id}/receipt', { params: { path: { id } } }))
  } catch (error) {
    if (error instanceof ApiError && error.status === 409) {
      return undefined
    }
    throw error
  }
}

/** The best times and places for a task that is not submitted. */
export function previewOf(body: TaskRequest, signal: AbortSignal): Promise<Preview> {
  return answerOf(api.POST('/api/v1/plan/preview', { body, signal }))
}
