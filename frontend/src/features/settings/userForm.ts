import type { ProblemsOf } from '../../shared/useCheckedForm'
import type { Role } from './usersApi'

export interface UserForm {
  name: string
  email: string
  password: string
  role: Role
}

export function emptyUser(): UserForm {
  return { name: '', email: '', password: '', role: 'USER' }
}

const NAME = /^[^\p{Cc}<>]{1,100}$/u
const EMAIL = /^[^\s@<>"]{1,64}@[^\s@<>"]{1,189}$/
export const SHORTEST_PASSWORD = 12

/** What the platform would refuse, said before it is asked; what is guessed first, only it knows. */
export function problemsOfUser({ name, email, password }: UserForm): ProblemsOf<UserForm> {
  const problems: ProblemsOf<UserForm> = {}
  if (!NAME.test(name.trim())) {
    problems.name = 'At most 100 characters, without < and >.'
  }
  if (!EMAIL.test(email.trim())) {
    problems.email = 'An e-mail address, such as ada@example.org.'
  }
  if ([...password].length < SHORTEST_PASSWORD) {
    problems.password = `At least ${SHORTEST_PASSWORD} characters.`
  }
  return problems
}

/** Without l, 1, O and 0, which are read as each other. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const GROUPS = 4
const GROUP_LENGTH = 5

/** A first password that can be read out: four groups of five, 116 random bits. */
export function madeUpPassword(): string {
  return Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, randomLetter).join(''),
  ).join('-')
}

/** Of numbers that would favour the first letters, the next one is taken. */
function randomLetter(): string {
  const fair = 256 - (256 % LETTERS.length)
  const byte = new Uint8Array(1)
  do {
    crypto.getRandomValues(byte)
  } while ((byte[0] ?? 0) >= fair)
  return LETTERS[(byte[0] ?? 0) % LETTERS.length] ?? ''
}
