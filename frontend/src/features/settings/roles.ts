import type { Role } from './usersApi'

/** What each role may do, in the words of somebody who has to choose one. */
export const ROLES: Record<Role, { title: string; one: string; may: string }> = {
  USER: {
    title: 'User',
    one: 'a user',
    may: 'looks at everything, submits tasks and asks for support',
  },
  ENGINEER: {
    title: 'Engineer',
    one: 'an engineer',
    may: 'does what users do, answers support, registers, edits and retires servers and sites, issues ingest keys and sets emulated sensors',
  },
  ADMIN: {
    title: 'Administrator',
    one: 'an administrator',
    may: 'does what engineers do, and looks after people, dead letters and the audit log',
  },
}

export const ROLE_ITEMS = Object.entries(ROLES).map(([value, { title }]) => ({
  value: value as Role,
  title,
}))
