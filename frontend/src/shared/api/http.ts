import { noteServerTime } from '../clock'
import { ApiError } from './apiError'

export type Query = Record<string, string | number | boolean | undefined>

interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  query?: Query
  body?: unknown
  signal?: AbortSignal
}

type Send = (address: string, options: RequestInit) => Promise<Response>

const AUTH = '/api/v1/auth'

/**
 * Calls the platform with the session cookie.
 *
 * The cookie holds a token of ten minutes. A call that meets an expired one renews it, once for all
 * calls that are waiting, and is then sent again; only when the session itself has ended does the
 * caller see the 401.
 */
export class Http {
  /** Told when the session can't be renewed any more. */
  onSessionEnded: () => void = () => undefined

  private csrf: string | undefined
  private renewal: Promise<boolean> | undefined
  private calls = new AbortController()
  private leaving = false

  constructor(private readonly transport: Send = (address, options) => fetch(address, options)) {}

  get<T>(path: string, query?: Query): Promise<T> {
    return this.call<T>({ method: 'GET', path, ...(query && { query }) })
  }

  post<T>(path: string, body?: unknown): Promise<T> {
    return this.call<T>({ method: 'POST', path, body })
  }

  /** Signs in. Not retried: a 401 here is the answer to the password. */
  async login(email: string, password: string): Promise<void> {
    this.csrf = undefined
    await this.read(
      await this.send({ method: 'POST', path: `${AUTH}/login`, body: { email, password } }),
    )
  }

  /**
   * Signs out. Calls that are still under way end first, and none is begun meanwhile: they would be
   * answered with a 401.
   */
  async logout(): Promise<void> {
    await this.csrfToken(this.calls.signal)
    this.calls.abort()
    this.calls = new AbortController()
    this.leaving = true
    try {
      await this.exchange<undefined>({ method: 'POST', path: `${AUTH}/logout` })
      this.csrf = undefined
    } finally {
      this.leaving = false
    }
  }

  /**
   * Renews the token of the session.
   *
   * @returns false when the session has ended; throws when nobody could say
   */
  renew(): Promise<boolean> {
    this.renewal ??= this.renewOnce().finally(() => {
      this.renewal = undefined
    })
    return this.renewal
  }

  /** A CSRF token that goes with the current session token, which is renewed where it must be. */
  async freshCsrfToken(): Promise<string> {
    this.csrf = undefined
    if (this.leaving) {
      throw ApiError.signedOut()
    }
    return this.csrfToken(this.calls.signal)
  }

  private call<T>(wanted: Call): Promise<T> {
    return this.leaving
      ? Promise.reject(ApiError.signedOut())
      : this.exchange<T>({ ...wanted, signal: this.calls.signal })
  }

  private async exchange<T>(call: Call): Promise<T> {
    let response = await this.sendWithCsrf(call)
    if (response.status === 401) {
      if (!(await this.renew())) {
        this.csrf = undefined
        this.onSessionEnded()
        return this.read<T>(response)
      }
      response = await this.sendWithCsrf(call)
    } else if (response.status === 403 && call.method !== 'GET') {
      // The CSRF token may belong to a session of another tab: once more with a new one.
      this.csrf = undefined
      response = await this.sendWithCsrf(call)
    }
    return this.read<T>(response)
  }

  /** Needs no CSRF token: the platform asks for none, since a page with an expired token has none. */
  private async renewOnce(): Promise<boolean> {
    const response = await this.send({ method: 'POST', path: `${AUTH}/refresh` })
    if (response.status === 401 || response.status === 403) {
      return false
    }
    await this.read(response)
    return true
  }

  private async sendWithCsrf(call: Call): Promise<Response> {
    if (call.method === 'GET') {
      return this.send(call)
    }
    return this.send(call, await this.csrfToken(call.signal))
  }

  private async csrfToken(signal?: AbortSignal): Promise<string> {
    if (this.csrf === undefined) {
      const wanted: Call = { method: 'GET', path: `${AUTH}/csrf`, ...(signal && { signal }) }
      this.csrf = (await this.exchange<{ token: string }>(wanted)).token
    }
    return this.csrf
  }

  private async send(call: Call, csrfToken?: string): Promise<Response> {
    const headers: Record<string, string> = { Accept: 'application/json' }
    if (csrfToken !== undefined) {
      headers['X-CSRF-Token'] = csrfToken
    }
    const options: RequestInit = { method: call.method, headers, credentials: 'same-origin' }
    if (call.body !== undefined) {
      headers['Content-Type'] = 'application/json'
      options.body = JSON.stringify(call.body)
    }
    if (call.signal !== undefined) {
      options.signal = call.signal
    }
    try {
      const response = await this.transport(address(call), options)
      noteServerTime(response.headers.get('Date'))
      return response
    } catch {
      throw call.signal?.aborted === true ? ApiError.signedOut() : ApiError.unreachable()
    }
  }

  private async read<T>(response: Response): Promise<T> {
    if (!response.ok) {
      throw await ApiError.of(response)
    }
    if (response.status === 204 || response.headers.get('Content-Length') === '0') {
      return undefined as T
    }
    if (!response.headers.get('Content-Type')?.includes('json')) {
      throw new ApiError(502, 'The answer is not from the platform')
    }
    return (await response.json()) as T
  }
}

function address({ path, query = {} }: Call): string {
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, String(value)])
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs).toString()}`
}

/** The one client of this page. */
export const http = new Http()
