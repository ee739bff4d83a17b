import { watch, type Ref } from 'vue'

import { useSession } from './session'

/**
 * What a page asked while its session had ended was refused, and is worth asking again.
 *
 * @param problem why there is no answer; where it is given and empty, there is one, and it stays
 */
export function onSignedInAgain(ask: () => void, problem?: Readonly<Ref<string>>): void {
  const session = useSession()
  watch(
    () => session.state,
    (state) => {
      if (state === 'signedIn' && problem?.value !== '') {
        ask()
      }
    },
  )
}
