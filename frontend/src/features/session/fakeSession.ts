import { nextTick, reactive } from 'vue'

import type { SessionState, User } from './session'

/* What a page is mounted with in tests in place of the session: somebody is signed in. */

const session = reactive({
  state: 'signedIn' as SessionState,
  user: undefined as User | undefined,
  isEngineer: false,
})

export const useSession = () => session

/** The session ends, and whoever it was of signs in again. */
export async function signInAgain(): Promise<void> {
  session.state = 'ended'
  await nextTick()
  session.state = 'signedIn'
  await nextTick()
}
