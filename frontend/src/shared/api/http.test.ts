import { afterEach, describe, expect, test, vi } from 'vitest'

import { ApiError, isAbort } from './apiError'
import { Http } from './http'

/** Not on the second: a date in a header always is. */
const NOW = Date.parse('2026-03-01T09:00:00.500Z')

afterEach(() => {
  vi.useRealTimers()
})

interface Sent {
  method: string
  address: string
  csrf: string | undefined
  body: unknown
}

type Answer = Response | (() => Response)

/** Answers by 'METHOD /path', in order, the last one again and again; keeps what was sent. */
function platform(answers: Record<string, Answer[]>) {
  const sent: Sent[] = []
  const http = new Http(async (request) => {
    const { method } = request
    const address = new URL(request.url).pathname
    const body = await request.text()
    sent.push({
      method,
      address,
      csrf: request.headers.get('X-CSRF-Token') ?? undefined,
      body: body === '' ? undefined : JSON.parse(body),
    })
    const queue = answers[`${method} ${address}`] ?? []
    const answer = queue.length > 1 ? queue.shift() : queue[0]
    if (answer === undefined) {
      throw new TypeError('Failed to fetch')
    }
    return typeof answer === 'function' ? answer() : answer.clone()
  })
  return { http, sent, ...callsOf(http) }
}

function callsOf(http: Http) {
  const request = (method: string, path: string, body?: unknown) =>
    new Request(new URL(path, location.origin), {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  return {
    get: async (path: string): Promise<unknown> => (await http.fetch(request('GET', path))).json(),
    post: (path: string, body?: unknown) => http.fetch(request('POST', path, body)),
    enter: (path: string, body: unknown) => http.enter(request('POST', path, body)),
    restart: (path: string) => http.restart(request('POST', path)),
  }
}

/** Answers a call when the test says so. */
function slowPlatform() {
  const sent: string[] = []
  const answers = new Map<string, (answer: Response) => void>()
  const http = new Http((request) => {
    const address = new URL(request.url).pathname
    sent.push(address)
    if (address === '/api/v1/auth/csrf') {
      return Promise.resolve(json({ token: 'c1' }))
    }
    return new Promise((resolve, reject) => {
      answers.set(address, resolve)
      request.signal.addEventListener('abort', () => {
        reject(new DOMException('Aborted', 'AbortError'))
      })
    })
  })
  const ended = vi.fn()
  http.onSessionEnded = ended
  const answered = async (address: string, answer: Response) => {
    await vi.waitUntil(() => answers.has(address), 20_000)
    answers.get(address)?.(answer)
  }
  return { http, sent, ended, answered, ...callsOf(http) }
}

const json = (body: unknown, status = 200) => Response.json(body, { status })
const nothing = (status: number) => new Response(null, { status })
const CSRF = { 'GET /api/v1/auth/csrf': [json({ token: 'c1' })] }

async function failureOf(call: Promise<unknown>): Promise<ApiError> {
  const thrown: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(thrown).toBeInstanceOf(ApiError)
  return thrown as ApiError
}

describe('reading', () => {
  test('a problem keeps its detail and its fields', async () => {
    const problem = {
      title: 'Bad input',
      status: 400,
      detail: 'One field is wrong.',
      errors: [{ field: 'name', reason: 'is taken' }],
    }
    const body = new Response(JSON.stringify(problem), {
      status: 400,
      headers: { 'Content-Type': 'application/problem+json' },
    })
    const error = await failureOf(platform({ 'GET /a': [body] }).get('/a'))
    expect(error.status).toBe(400)
    expect(error.message).toBe('One field is wrong.')
    expect(error.fields).toEqual([{ field: 'name', reason: 'is taken' }])
  })

  test.each([
    ['<html>Bad gateway</html>', 'text/html'],
    ['{"title":', 'application/problem+json'],
    ['null', 'application/problem+json'],
    ['{"errors":7}', 'application/problem+json'],
  ])('an error with the unusable body %s is still an error with its status', async (body, type) => {
    const answer = new Response(body, { status: 502, headers: { 'Content-Type': type } })
    const error = await failureOf(platform({ 'GET /a': [answer] }).get('/a'))
    expect(error.status).toBe(502)
    expect(error.fields).toEqual([])
  })

  test('a page of HTML with status 200 is no answer of the platform', async () => {
    const page = new Response('<html></html>', { headers: { 'Content-Type': 'text/html' } })
    expect((await failureOf(platform({ 'GET /a': [page] }).get('/a'))).status).toBe(502)
  })

  test('no answer at all has status 0', async () => {
    expect((await failureOf(platform({}).get('/a'))).status).toBe(0)
  })

  test.each([
    ['120', 120],
    [new Date(NOW + 59_000).toUTCString(), 59],
    ['soon', undefined],
  ])('Retry-After %s', async (header, seconds) => {
    vi.useFakeTimers({ now: NOW, toFake: ['Date'] })
    const answer = new Response(null, { status: 429, headers: { 'Retry-After': header } })
    const error = await failureOf(platform({ 'GET /a': [answer] }).get('/a'))
    expect(error.retryAfterSeconds).toBe(seconds)
  })
})

describe('changing', () => {
  test('a change carries the CSRF token, fetched once', async () => {
    const { post, sent } = platform({ ...CSRF, 'POST /a': [nothing(204)] })
    await post('/a', { n: 1 })
    await post('/a', { n: 2 })
    expect(sent.map(({ method, csrf }) => [method, csrf])).toEqual([
      ['GET', undefined],
      ['POST', 'c1'],
      ['POST', 'c1'],
    ])
    expect(sent[2]?.body).toEqual({ n: 2 })
  })

  test('a CSRF token of an older session is fetched anew, once', async () => {
    const { post, sent } = platform({
      'GET /api/v1/auth/csrf': [json({ token: 'old' }), json({ token: 'new' })],
      'POST /a': [nothing(403), nothing(204)],
    })
    await post('/a')
    expect(sent.filter(({ method }) => method === 'POST').map(({ csrf }) => csrf)).toEqual([
      'old',
      'new',
    ])
  })

  test('a refusal that is not about the token is told after one more try', async () => {
    const { post, sent } = platform({ ...CSRF, 'POST /a': [nothing(403)] })
    expect((await failureOf(post('/a'))).status).toBe(403)
    expect(sent.filter(({ method }) => method === 'POST')).toHaveLength(2)
  })
})

describe('an expired token', () => {
  test('is renewed once for all calls that wait, which are then sent again', async () => {
    const { get, sent } = platform({
      ...CSRF,
      'GET /a': [nothing(401), json('a')],
      'GET /b': [nothing(401), json('b')],
      'POST /api/v1/auth/refresh': [nothing(204)],
    })
    expect(await Promise.all([get('/a'), get('/b')])).toEqual(['a', 'b'])
    expect(sent.filter(({ address }) => address === '/api/v1/auth/refresh')).toHaveLength(1)
  })

  test('is renewed before the CSRF token of a change can be had', async () => {
    const { post, sent } = platform({
      'GET /api/v1/auth/csrf': [nothing(401), json({ token: 'c1' })],
      'POST /api/v1/auth/refresh': [nothing(204)],
      'POST /a': [nothing(204)],
    })
    await post('/a')
    expect(sent.map(({ address }) => address)).toEqual([
      '/api/v1/auth/csrf',
      '/api/v1/auth/refresh',
      '/api/v1/auth/csrf',
      '/a',
    ])
    expect(sent.at(-1)?.csrf).toBe('c1')
  })

  test('of a session that has ended tells so, and the call fails with 401', async () => {
    const { http, get } = platform({
      'GET /api/v1/auth/csrf': [nothing(401)],
      'GET /a': [nothing(401)],
      'POST /api/v1/auth/refresh': [nothing(401)],
    })
    const ended = vi.fn()
    http.onSessionEnded = ended
    expect((await failureOf(get('/a'))).status).toBe(401)
    expect(ended).toHaveBeenCalledOnce()
  })

  test.each([503, 0])('does not end the session when renewal answers %i', async (status) => {
    const { http, get } = platform({
      ...CSRF,
      'GET /a': [nothing(401)],
      'POST /api/v1/auth/refresh': status === 0 ? [] : [nothing(status)],
    })
    const ended = vi.fn()
    http.onSessionEnded = ended
    expect((await failureOf(get('/a'))).status).toBe(status)
    expect(ended).not.toHaveBeenCalled()
  })

  test('that stays refused after its renewal is not renewed for ever', async () => {
    const { get, sent } = platform({
      ...CSRF,
      'GET /a': [nothing(401)],
      'POST /api/v1/auth/refresh': [nothing(204)],
    })
    expect((await failureOf(get('/a'))).status).toBe(401)
    expect(sent.filter(({ address }) => address === '/a')).toHaveLength(2)
  })

  test('is not renewed for a wrong password', async () => {
    const { enter, sent } = platform({ 'POST /api/v1/auth/login': [nothing(401)] })
    expect((await failureOf(enter('/api/v1/auth/login', { password: 'wrong' }))).status).toBe(401)
    expect(sent).toHaveLength(1)
  })
})

describe('giving up', () => {
  test('fails with the reason of the caller and is no sign-out', async () => {
    const { http, ended } = slowPlatform()
    const caller = new AbortController()
    const call = http.fetch(
      new Request(new URL('/slow', location.origin), { signal: caller.signal }),
    )
    caller.abort()
    const thrown: unknown = await call.catch((error: unknown) => error)
    expect(isAbort(thrown)).toBe(true)
    expect(ended).not.toHaveBeenCalled()
  })

  test('one call leaves the others alone', async () => {
    const { http, get, answered } = slowPlatform()
    const caller = new AbortController()
    const given = http.fetch(
      new Request(new URL('/given-up', location.origin), { signal: caller.signal }),
    )
    const kept = get('/kept')
    caller.abort()
    await expect(given).rejects.toThrow()
    await answered('/kept', json({ n: 1 }))
    expect(await kept).toEqual({ n: 1 })
  })
})

describe('a session that is begun anew', () => {
  test('has what was refused meanwhile sent again, and asks for no renewal', async () => {
    const { get, restart, sent, ended, answered } = slowPlatform()
    const underWay = get('/under-way')
    const restarting = restart('/password')
    await vi.waitUntil(() => sent.includes('/password'), 20_000)
    await answered('/under-way', nothing(401))
    await answered('/password', nothing(204))
    await restarting
    await vi.waitUntil(() => sent.filter((path) => path === '/under-way').length === 2, 20_000)
    await answered('/under-way', json({ n: 1 }))
    expect(await underWay).toEqual({ n: 1 })
    expect(sent).not.toContain('/api/v1/auth/refresh')
    expect(ended).not.toHaveBeenCalled()
  })

  test('lets a call begin once it is there', async () => {
    const { get, restart, sent, answered } = slowPlatform()
    const restarting = restart('/password')
    await vi.waitUntil(() => sent.includes('/password'), 20_000)
    const call = get('/later')
    expect(sent).not.toContain('/later')
    await answered('/password', nothing(204))
    await restarting
    await answered('/later', json({ n: 2 }))
    expect(await call).toEqual({ n: 2 })
  })

  test('has a CSRF token of its own', async () => {
    const { post, restart, sent } = platform({
      'GET /api/v1/auth/csrf': [json({ token: 'old' }), json({ token: 'new' })],
      'POST /password': [nothing(204)],
      'POST /a': [nothing(204)],
    })
    await restart('/password')
    await post('/a')
    expect(sent.map(({ address, csrf }) => [address, csrf])).toEqual([
      ['/api/v1/auth/csrf', undefined],
      ['/password', 'old'],
      ['/api/v1/auth/csrf', undefined],
      ['/a', 'new'],
    ])
  })

  test('that is refused leaves the one there was', async () => {
    const { get, restart } = platform({
      ...CSRF,
      'GET /a': [json('a')],
      'POST /password': [nothing(400)],
    })
    expect((await failureOf(restart('/password'))).status).toBe(400)
    expect(await get('/a')).toBe('a')
  })
})

describe('signing out', () => {
  test('gives up the calls that are under way, so that none is told the session has ended', async () => {
    const { http, get, sent, ended, answered } = slowPlatform()
    const slow = failureOf(get('/slow'))
    const leaving = http.logout()
    await answered('/api/v1/auth/logout', nothing(204))
    await leaving
    expect((await slow).title).toBe('Signed out')
    expect(ended).not.toHaveBeenCalled()
    expect(sent).toEqual(['/slow', '/api/v1/auth/csrf', '/api/v1/auth/logout'])
  })

  test('with a CSRF token of another tab fetches a new one', async () => {
    const { http, sent } = platform({
      'GET /api/v1/auth/csrf': [json({ token: 'old' }), json({ token: 'new' })],
      'POST /api/v1/auth/logout': [nothing(403), nothing(204)],
    })
    await http.logout()
    expect(sent.map(({ csrf }) => csrf)).toEqual([undefined, 'old', undefined, 'new'])
  })

  test('lets no call begin before it is answered, and lets them again when it failed', async () => {
    const { http, get, sent, ended, answered } = slowPlatform()
    const leaving = http.logout()
    await vi.waitUntil(() => sent.includes('/api/v1/auth/logout'), 20_000)
    expect((await failureOf(get('/refill'))).title).toBe('Signed out')
    await answered('/api/v1/auth/logout', nothing(503))
    expect((await failureOf(leaving)).status).toBe(503)
    expect(ended).not.toHaveBeenCalled()
    const after = get('/refill')
    await answered('/refill', json({}))
    expect(await after).toEqual({})
  })
})
