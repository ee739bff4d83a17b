import { defineStore } from 'pinia'
import { computed, ref } from 'vue'

import { answerOf, api, door, restart, type Registry } from '../../shared/api/api'
import { ApiError } from '../../shared/api/apiError'
import { http } from '../../shared/api/http'

export type User = Registry['schemas']['Me']

/** Who may register servers and sites. */
export const ENGINEERS: readonly User['role'][] = ['ENGINEER', 'ADMIN']

/**
 * `unknown` until the platform has been asked; `ended` when a session ran out while the page was in
 * use, which keeps the page as it is and asks for the password over it; `leaving` while the platform
 * is told that somebody signs out, after which it would refuse what is asked for them.
 */
export type SessionState = 'unknown' | 'signedOut' | 'signedIn' | 'leaving' | 'ended'

/** The token lives ten minutes; renewed with two to spare. */
const RENEWAL_MILLIS = 8 * 60_000

/** How soon a renewal that nobody answered is tried again. */
const RETRY_MILLIS = 20_000

/** When the token is due, in milliseconds since 1970; this tab's pages after this one know it, too. */
const DUE_KEY = 'session.renewal-due'

/** Id of who signed in last in this browser, of which other tabs hear. */
const USER_KEY = 'session.user'

export const useSession = defineStore('session', () => {
  const state = ref<SessionState>('unknown')
  const user = ref<User>()
  const signedIn = computed(() => state.value === 'signedIn')
  const isEngineer = computed(() => user.value !== undefined && ENGINEERS.includes(user.value.role))
  let renewalTimer: ReturnType<typeof setTimeout> | undefined
  let renewalDueAt = Number.POSITIVE_INFINITY

  http.onSessionEnded = () => {
    stopRenewing()
    if (state.value !== 'leaving') {
      state.value = user.value === undefined ? 'signedOut' : 'ended'
    }
  }

  // A browser has one session, and what this page would send from now on is sent in that one's name.
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key === USER_KEY && newValue !== null && user.value && newValue !== user.value.id) {
      leave()
    }
  })

  /** Finds out whether this browser is signed in. Throws when the platform does not answer. */
  async function restore(): Promise<void> {
    try {
      enter(await answerOf(api.GET('/api/v1/auth/me')))
      renewIn(millisUntilDue())
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) {
        throw error
      }
      leave()
    }
  }

  async function signIn(email: string, password: string): Promise<void> {
    await door.POST('/api/v1/auth/login', { body: { email, password } })
    enter(await answerOf(api.GET('/api/v1/auth/me')))
    renewed()
  }

  /** Ends all sessions of this person but the one that this browser then is in. */
  async function changePassword(oldPassword: string, newPassword: string): Promise<void> {
    await restart.POST('/api/v1/auth/password', { body: { oldPassword, newPassword } })
    renewed()
  }

  async function signOut(): Promise<void> {
    const before = state.value
    state.value = 'leaving'
    try {
      await http.logout()
    } catch (error) {
      // A session that has ended already is signed out.
      if (!(error instanceof ApiError) || error.status !== 401) {
        state.value = before
        throw error
      }
    }
    leave()
  }

  /** Timers sleep with the machine: a renewal that is overdue is made when the page wakes. */
  function wake(): void {
    if (Date.now() >= renewalDueAt) {
      void renew()
    }
  }

  async function renew(): Promise<void> {
    renewIn(RETRY_MILLIS)
    try {
      if (await http.renew()) {
        renewed()
      } else {
        http.onSessionEnded()
      }
    } catch {
      // Nobody answered: the session may well live on, so the retry set above decides.
    }
  }

  function enter(who: User): void {
    user.value = who
    state.value = 'signedIn'
    localStorage.setItem(USER_KEY, who.id)
  }

  /** Of a session that has ended there is nothing to sign out of; the page forgets whose it was. */
  function leave(): void {
    stopRenewing()
    sessionStorage.removeItem(DUE_KEY)
    user.value = undefined
    state.value = 'signedOut'
  }

  function renewed(): void {
    sessionStorage.setItem(DUE_KEY, String(Date.now() + RENEWAL_MILLIS))
    renewIn(RENEWAL_MILLIS)
  }

  /** A token of another tab, whose age is not known, is renewed before it can run out. */
  function millisUntilDue(): number {
    const due = sessionStorage.getItem(DUE_KEY)
    return due === null ? RETRY_MILLIS : Math.max(0, Number(due) - Date.now())
  }

  function renewIn(millis: number): void {
    stopRenewing()
    renewalDueAt = Date.now() + millis
    renewalTimer = setTimeout(() => void renew(), millis)
  }

  function stopRenewing(): void {
    clearTimeout(renewalTimer)
    renewalDueAt = Number.POSITIVE_INFINITY
  }

  return {
    state,
    user,
    signedIn,
    isEngineer,
    restore,
    signIn,
    changePassword,
    signOut,
    leave,
    wake,
  }
})
