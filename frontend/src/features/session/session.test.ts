import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { ApiError } from '../../shared/api/apiError'
import { http } from '../../shared/api/http'
import { useSession } from './session'
import { signInMessage } from './signInMessage'

const ADA = { id: 'u1', email: 'ada@example.org', name: 'Ada', role: 'ENGINEER' }
const MINUTE = 60_000

beforeEach(() => {
  setActivePinia(createPinia())
  vi.useFakeTimers()
})

afterEach(() => {
  sessionStorage.clear()
  localStorage.clear()
  vi.useRealTimers()
})

async function signedIn() {
  vi.spyOn(http, 'enter').mockResolvedValue(new Response(null, { status: 204 }))
  vi.spyOn(http, 'fetch').mockImplementation(() => Promise.resolve(Response.json(ADA)))
  const session = useSession()
  await session.signIn('ada@example.org', 'a long password')
  return session
}

describe('renewal', () => {
  test('happens before the ten minutes are over, again and again', async () => {
    const renew = vi.spyOn(http, 'renew').mockResolvedValue(true)
    await signedIn()
    await vi.advanceTimersByTimeAsync(9 * MINUTE)
    expect(renew).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(9 * MINUTE)
    expect(renew).toHaveBeenCalledTimes(2)
  })

  test('is tried again while nobody answers, and the person stays signed in', async () => {
    const renew = vi.spyOn(http, 'renew').mockRejectedValue(ApiError.unreachable())
    const session = await signedIn()
    await vi.advanceTimersByTimeAsync(9 * MINUTE)
    expect(renew.mock.calls.length).toBeGreaterThan(1)
    expect(session.state).toBe('signedIn')
  })

  test('that is refused ends the session but keeps who it was', async () => {
    vi.spyOn(http, 'renew').mockResolvedValue(false)
    const session = await signedIn()
    await vi.advanceTimersByTimeAsync(9 * MINUTE)
    expect(session.state).toBe('ended')
    expect(session.user?.email).toBe('ada@example.org')
  })

  test('happens when it is due, whatever pages are loaded meanwhile', async () => {
    const renew = vi.spyOn(http, 'renew').mockResolvedValue(true)
    await signedIn()
    const later = Date.now() + 7 * MINUTE
    // The timers of a page go with it.
    vi.useRealTimers()
    vi.useFakeTimers({ now: later })
    setActivePinia(createPinia())
    await useSession().restore()
    await vi.advanceTimersByTimeAsync(30_000)
    expect(renew).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(renew).toHaveBeenCalledTimes(1)
  })

  test('of a token of another tab comes soon', async () => {
    const renew = vi.spyOn(http, 'renew').mockResolvedValue(true)
    await signedIn()
    sessionStorage.clear()
    await useSession().restore()
    await vi.advanceTimersByTimeAsync(MINUTE)
    expect(renew).toHaveBeenCalledTimes(1)
  })

  test('that a sleeping machine missed is made when the page wakes', async () => {
    const renew = vi.spyOn(http, 'renew').mockResolvedValue(true)
    const session = await signedIn()
    session.wake()
    expect(renew).not.toHaveBeenCalled()
    vi.setSystemTime(Date.now() + 60 * MINUTE)
    session.wake()
    expect(renew).toHaveBeenCalledOnce()
  })

  test('stops when the person signs out', async () => {
    const renew = vi.spyOn(http, 'renew').mockResolvedValue(true)
    vi.spyOn(http, 'logout').mockResolvedValue()
    const session = await signedIn()
    await session.signOut()
    await vi.advanceTimersByTimeAsync(60 * MINUTE)
    expect(renew).not.toHaveBeenCalled()
    expect(session.state).toBe('signedOut')
    expect(session.user).toBeUndefined()
  })
})

test('a new password begins a session whose token is renewed in its time', async () => {
  const renew = vi.spyOn(http, 'renew').mockResolvedValue(true)
  const restart = vi.spyOn(http, 'restart').mockResolvedValue(new Response(null, { status: 204 }))
  const session = await signedIn()
  await vi.advanceTimersByTimeAsync(7 * MINUTE)
  await session.changePassword('a long password', 'another long password')
  expect(await restart.mock.calls[0]?.[0].json()).toEqual({
    oldPassword: 'a long password',
    newPassword: 'another long password',
  })
  await vi.advanceTimersByTimeAsync(7 * MINUTE)
  expect(renew).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(2 * MINUTE)
  expect(renew).toHaveBeenCalledOnce()
})

test('a page of one person is left when another tab has somebody else sign in', async () => {
  const session = await signedIn()
  const other = (newValue: string | null): void => {
    window.dispatchEvent(new StorageEvent('storage', { key: 'session.user', newValue }))
  }
  expect(localStorage.getItem('session.user')).toBe('u1')
  other('u1')
  other(null)
  expect(session.state).toBe('signedIn')
  other('u2')
  expect(session.state).toBe('signedOut')
  expect(session.user).toBeUndefined()
})

test('leaving an ended session forgets whose it was', async () => {
  vi.spyOn(http, 'renew').mockResolvedValue(false)
  const session = await signedIn()
  await vi.advanceTimersByTimeAsync(9 * MINUTE)
  session.leave()
  expect(session.state).toBe('signedOut')
  expect(session.user).toBeUndefined()
})

describe('restoring', () => {
  test('without a session is being signed out', async () => {
    vi.spyOn(http, 'fetch').mockRejectedValue(new ApiError(401, 'Unauthorized'))
    const session = useSession()
    await session.restore()
    expect(session.state).toBe('signedOut')
  })

  test('of a platform that does not answer says nothing about the session', async () => {
    vi.spyOn(http, 'fetch').mockRejectedValue(ApiError.unreachable())
    const session = useSession()
    await expect(session.restore()).rejects.toThrow('does not answer')
    expect(session.state).toBe('unknown')
  })
})

describe('signing out', () => {
  test('of a session that has ended already succeeds', async () => {
    const session = await signedIn()
    vi.spyOn(http, 'logout').mockRejectedValue(new ApiError(401, 'Unauthorized'))
    await session.signOut()
    expect(session.state).toBe('signedOut')
  })

  test('has nothing asked for the person from the first moment on, and asks for no password', async () => {
    const session = await signedIn()
    let answer: () => void = () => undefined
    vi.spyOn(http, 'logout').mockReturnValue(new Promise((resolve) => (answer = resolve)))
    const signedOut = session.signOut()
    expect(session.signedIn).toBe(false)
    http.onSessionEnded()
    expect(session.state).toBe('leaving')
    answer()
    await signedOut
    expect(session.state).toBe('signedOut')
  })

  test('that nobody answered leaves the person signed in, for the cookie is still there', async () => {
    const session = await signedIn()
    vi.spyOn(http, 'logout').mockRejectedValue(ApiError.unreachable())
    await expect(session.signOut()).rejects.toThrow('does not answer')
    expect(session.state).toBe('signedIn')
  })
})

test.each([
  [new ApiError(401, 'x'), 'E-mail address or password is wrong.'],
  [new ApiError(429, 'x', '', [], 61), 'Too many failed attempts. Try again in 2 minutes.'],
  [new ApiError(429, 'x', '', [], 1), 'Too many failed attempts. Try again in 1 second.'],
  [new ApiError(429, 'x'), 'Too many failed attempts. Try again later.'],
  [new ApiError(503, 'Away'), 'The platform cannot answer at the moment (503: Away).'],
])('a sign-in refused with %s says what it means', (error, message) => {
  expect(signInMessage(error)).toBe(message)
})
