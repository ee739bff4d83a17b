import { ApiError } from '../../shared/api/apiError'
import { freshId } from '../../shared/freshId'
import { submitTask, type Task, type TaskRequest } from './tasksApi'

export interface Submission {
  send: (request: TaskRequest) => Promise<Task>
}

/**
 * Submits a task once, however often it is sent: as long as nobody has answered, the same request
 * keeps its name. A refusal is an answer, which that name would only get again.
 */
export function useSubmission(submit = submitTask): Submission {
  let clientId = freshId()
  let sent = ''

  async function send(request: TaskRequest): Promise<Task> {
    const body = JSON.stringify(request)
    if (sent !== '' && sent !== body) {
      clientId = freshId()
    }
    sent = body
    try {
      const task = await submit({ ...request, clientId })
      begin()
      return task
    } catch (error) {
      if (isAnswer(error)) {
        begin()
      }
      throw error
    }
  }

  function begin(): void {
    clientId = freshId()
    sent = ''
  }

  return { send }
}

/** That one is not signed in, or has too many tasks, says nothing of what came before it. */
function isAnswer(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    error.status >= 400 &&
    error.status < 500 &&
    ![401, 429].includes(error.status)
  )
}
