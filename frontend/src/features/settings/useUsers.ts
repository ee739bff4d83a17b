import { shallowRef, type Ref } from 'vue'

import { messageOf } from '../../shared/api/apiError'
import { tell, tellProblem } from '../../shared/toasts'
import { changeUser, listUsers, type Account, type Role } from './usersApi'

export interface Users {
  /** Undefined until they are there. */
  users: Readonly<Ref<readonly Account[] | undefined>>
  problem: Readonly<Ref<string>>
  load: () => Promise<void>
  add: (account: Account) => void
  /** Throws what the platform refuses. */
  changeRole: (account: Account, role: Role) => Promise<void>
  /** Lets somebody in or keeps them out, and offers to undo it. */
  setDisabled: (account: Account, disabled: boolean) => Promise<void>
}

/** Who has an account. */
export function useUsers(): Users {
  const users = shallowRef<readonly Account[]>()
  const problem = shallowRef('')

  async function load(): Promise<void> {
    problem.value = ''
    try {
      users.value = await listUsers()
    } catch (error) {
      problem.value = messageOf(error)
    }
  }

  function add(account: Account): void {
    users.value = [...(users.value ?? []), account]
  }

  function put(account: Account): void {
    users.value = users.value?.map((known) => (known.id === account.id ? account : known))
  }

  async function changeRole(account: Account, role: Role): Promise<void> {
    put(await changeUser(account.id, { role }))
  }

  async function setDisabled(account: Account, disabled: boolean): Promise<void> {
    try {
      put(await changeUser(account.id, { disabled }))
      tell(
        disabled
          ? `${account.name} is signed out and can’t sign in any more`
          : `${account.name} can sign in again`,
        async () => put(await changeUser(account.id, { disabled: !disabled })),
      )
    } catch (error) {
      tellProblem(error)
    }
  }

  return { users, problem, load, add, changeRole, setDisabled }
}
