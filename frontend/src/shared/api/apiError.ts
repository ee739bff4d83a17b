import { counted } from '../format'

/** One field of a request that was refused, and why. */
export interface FieldProblem {
  field: string
  reason: string
}

/** What an answer that is not a success says, after RFC 9457. Status 0: there was no answer. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail = '',
    readonly fields: readonly FieldProblem[] = [],
    readonly retryAfterSeconds: number | undefined = undefined,
  ) {
    super(detail || title)
    this.name = 'ApiError'
  }

  static unreachable(): ApiError {
    return new ApiError(0, 'No answer', 'The platform does not answer.')
  }

  /** The call was given up because its user signs out. */
  static signedOut(): ApiError {
    return new ApiError(401, 'Signed out')
  }

  static async of(response: Response): Promise<ApiError> {
    const problem = await readProblem(response)
    return new ApiError(
      response.status,
      text(problem['title']) || response.statusText || `Status ${response.status}`,
      text(problem['detail']),
      fieldProblems(problem['errors']),
      retryAfter(response.headers.get('Retry-After')),
    )
  }
}

/** Whether a call failed because its own caller gave it up, which nobody needs to be told. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

/** Whether what was asked for is not there. */
export function isMissing(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404
}

/** Whether the platform will not do what was asked, and would say so again. */
export function isRefusal(error: unknown): boolean {
  return (
    error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429
  )
}

/** The message for a person, whatever was thrown. */
export function messageOf(error: unknown): string {
  if (!(error instanceof ApiError)) {
    return 'Something went wrong in this page. Reload it to go on.'
  }
  if (error.status === 0) {
    return 'The platform does not answer. Check the connection; this page goes on trying.'
  }
  if (error.status === 401) {
    return 'The session has ended.'
  }
  if (error.status === 429) {
    return `Too many requests. Try again ${inWords(error.retryAfterSeconds)}.`
  }
  if (error.status >= 500) {
    return `The platform cannot answer at the moment (${error.status}: ${error.title}).`
  }
  // The detail of most problems with fields says only that there are some.
  const detailed = error.fields.every(({ reason }) => error.detail.includes(reason))
  return (detailed ? error.detail : error.fields.map(sentenceOf).join(' ')) || error.title
}

/** The message about what a person has sent: whatever else is asked for, the page asks again. */
export function messageOfSent(error: unknown): string {
  return error instanceof ApiError && error.status === 0
    ? 'The platform does not answer. Check the connection, and try this again.'
    : messageOf(error)
}

function sentenceOf({ field, reason }: FieldProblem): string {
  const what = field === 'body' ? 'What was sent' : field.charAt(0).toUpperCase() + field.slice(1)
  return `${what} ${reason}.`
}

/** A wait as a person says it, rounded up. */
export function inWords(seconds: number | undefined): string {
  if (seconds === undefined) {
    return 'later'
  }
  if (seconds < 60) {
    return `in ${counted(seconds, 'second')}`
  }
  return `in ${counted(Math.ceil(seconds / 60), 'minute')}`
}

async function readProblem(response: Response): Promise<Record<string, unknown>> {
  if (!response.headers.get('Content-Type')?.includes('json')) {
    return {}
  }
  try {
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  } catch {
    // A proxy's or half-sent body: the status alone has to say it.
    return {}
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function fieldProblems(value: unknown): FieldProblem[] {
  if (!Array.isArray(value)) {
    return []
  }
  return value.map((entry: Record<string, unknown>) => ({
    field: text(entry['field']),
    reason: text(entry['reason']),
  }))
}

/** Seconds of a Retry-After header, which may be a number or a date. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) {
    return undefined
  }
  const seconds = /^\d+$/.test(header.trim())
    ? Number(header)
    : (Date.parse(header) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : undefined
}
