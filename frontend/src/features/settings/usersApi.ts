import { allPages, answerOf, api, type Registry } from '../../shared/api/api'

export type Account = Registry['schemas']['AccountAnswer']
export type Role = Account['role']

export function listUsers(): Promise<Account[]> {
  return allPages((query) => api.GET('/api/v1/users', { params: { query } }))
}

export function addUser(body: Registry['schemas']['NewAccount']): Promise<Account> {
  return answerOf(api.POST('/api/v1/users', { body }))
}

/** Ends every session of the person; refused (409) for the last administrator. */
export function changeUser(
  id: string,
  body: { role?: Role; disabled?: boolean },
): Promise<Account> {
  return answerOf(api.PATCH('/api/v1/users/{id}', { params: { path: { id } }, body }))
}
