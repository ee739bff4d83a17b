import { watch } from 'vue'

import { useSession } from './session'

/** What a page asked while its session had ended was refused, and is worth asking again. */
export function onSignedInAgain(ask: () => void): void {
  const session = useSession()
  watch(
    () => session.state,
    (state) => {
      if (state === 'signedIn') {
        ask()
      }
    },
  )
}
