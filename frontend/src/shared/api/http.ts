import { noteServerTime } from '../clock'
import { ApiError } from './apiError'

type Send = (request: Request) => Promise<Response>

const AUTH = '/api/v1/auth'

/**
 * Calls the platform with the session cookie.
 *
 * The cookie holds a token of ten minutes. A call that meets an expired one renews it, once for all
 * calls that are waiting, and is then sent again; only when the session itself has ended does the
 * caller see the 401. Whatever is not a success is thrown as an `ApiError`.
 */
export class Http {
  /** Told when the session can't be renewed any more. */
  onSessionEnded: () => void = () => undefined

  private csrf: string | undefined
  private renewal: Promise<boolean> | undefined
  private calls = new AbortController()
  private leaving = false

  constructor(private readonly transport: Send = (request) => fetch(request)) {}

  /** Sends a request as `fetch` does, until its signal is aborted. */
  async fetch(request: Request): Promise<Response> {
    if (this.renewal !== undefined) {
      await this.renewal.catch(() => false)
    }
    if (this.leaving) {
      throw ApiError.signedOut()
    }
    return this.exchange(
      new Request(request, { signal: AbortSignal.any([request.signal, this.calls.signal]) }),
    )
  }

  /** Sends what a visitor sends: without a CSRF token, and a 401 is the answer to it. */
  async enter(request: Request): Promise<Response> {
    this.csrf = undefined
    return accepted(await this.send(request))
  }

  /**
   * Sends what ends this session and begins another one, as a new password does. No call is begun
   * meanwhile; one that was under way and is refused is sent again in the new session.
   */
  async restart(request: Request): Promise<Response> {
    request.headers.set('X-CSRF-Token', await this.freshCsrfToken())
    await this.renewal?.catch(() => false)
    const answer = this.send(request).then((response) => {
      this.csrf = undefined
      return accepted(response)
    })
    const over = (): boolean => {
      this.renewal = undefined
      return true
    }
    this.renewal = answer.then(over, over)
    return answer
  }

  /**
   * Signs out. Calls that are still under way end first, and none is begun meanwhile: they would be
   * answered with a 401.
   */
  async logout(): Promise<void> {
    await this.csrfToken(this.calls.signal)
    this.calls.abort(ApiError.signedOut())
    this.calls = new AbortController()
    this.leaving = true
    try {
      await this.exchange(auth('POST', '/logout'))
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

  private async exchange(request: Request): Promise<Response> {
    let response = await this.sendWithCsrf(request)
    if (response.status === 401) {
      if (!(await this.renew())) {
        this.csrf = undefined
        this.onSessionEnded()
        return accepted(response)
      }
      response = await this.sendWithCsrf(request)
    } else if (response.status === 403 && request.method !== 'GET') {
      // The CSRF token may belong to a session of another tab: once more with a new one.
      this.csrf = undefined
      response = await this.sendWithCsrf(request)
    }
    return accepted(response)
  }

  /** Needs no CSRF token: the platform asks for none, since a page with an expired token has none. */
  private async renewOnce(): Promise<boolean> {
    const response = await this.send(auth('POST', '/refresh'))
    if (response.status === 401 || response.status === 403) {
      return false
    }
    await accepted(response)
    return true
  }

  /** Sends a copy, so that the request can be sent again. */
  private async sendWithCsrf(request: Request): Promise<Response> {
    const copy = request.clone()
    if (request.method !== 'GET') {
      copy.headers.set('X-CSRF-Token', await this.csrfToken(request.signal))
    }
    return this.send(copy)
  }

  private async csrfToken(signal: AbortSignal): Promise<string> {
    if (this.csrf === undefined) {
      const answer = await this.exchange(new Request(auth('GET', '/csrf'), { signal }))
      this.csrf = ((await answer.json()) as { token: string }).token
    }
    return this.csrf
  }

  private async send(request: Request): Promise<Response> {
    try {
      const response = await this.transport(request)
      noteServerTime(response.headers.get('Date'))
      return response
    } catch {
      // A call that its caller gave up fails with the caller's reason, an AbortError.
      throw request.signal.aborted ? request.signal.reason : ApiError.unreachable()
    }
  }
}

function auth(method: 'GET' | 'POST', path: string): Request {
  return new Request(new URL(AUTH + path, location.origin), {
    method,
    headers: { Accept: 'application/json' },
  })
}

async function accepted(response: Response): Promise<Response> {
  if (!response.ok) {
    throw await ApiError.of(response)
  }
  // The page itself, say, which is answered for addresses that nobody knows.
  if (response.headers.get('Content-Type')?.includes('html')) {
    throw new ApiError(502, 'The answer is not from the platform')
  }
  return response
}

/** The one client of this page. */
export const http = new Http()
