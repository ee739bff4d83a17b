import type { Change } from './auditApi'
import { ROLES } from './roles'
import type { Role } from './usersApi'

/** What changes are about, as the log's actions begin. */
export const SUBJECTS: Record<string, string> = {
  server: 'Servers',
  site: 'Sites',
  key: 'Ingest keys',
  user: 'People',
  sensor: 'Emulated sensors',
  'dead-letter': 'Dead letters',
  replay: 'Replays',
  conversation: 'Support conversations',
  message: 'Support messages',
  'canned-reply': 'Canned replies',
}

const WORDS: Record<string, string> = {
  'server.registered': 'registered a server',
  'server.updated': 'edited a server',
  'server.retired': 'retired a server',
  'server.restored': 'restored a server',
  'site.created': 'made a site',
  'site.updated': 'edited a site',
  'site.deleted': 'deleted a site',
  'key.issued': 'issued an ingest key',
  'key.rotated': 'rotated an ingest key',
  'key.revoked': 'revoked an ingest key',
  'user.created': 'made an account',
  'user.changed': 'changed an account',
  'user.password-changed': 'changed the password',
  'sensor.changed': 'set an emulated sensor',
  'dead-letter.replayed': 'replayed a dead letter',
  'dead-letter.deleted': 'deleted a dead letter',
  'replay.started': 'started a replay',
  'replay.stopped': 'stopped a replay',
  'conversation.claimed': 'took on a support conversation',
  'conversation.assigned': 'handed over a support conversation',
  'conversation.closed': 'closed a support conversation',
  'conversation.reopened': 'reopened a support conversation',
  'message.edited': 'edited a support message',
  'message.withdrawn': 'withdrew a support message',
  'canned-reply.created': 'added a canned reply',
  'canned-reply.changed': 'edited a canned reply',
  'canned-reply.deleted': 'deleted a canned reply',
}

/** What was done, in words; an action that this page does not know speaks for itself. */
export function wordsOf({ action, details }: Change): string {
  if (action === 'user.changed') {
    return accountWords(details)
  }
  return WORDS[action] ?? action
}

function accountWords(details: Change['details']): string {
  const role = details['role']?.split(' -> ')[1]
  const access = { 'false -> true': 'disabled an account', 'true -> false': 'enabled an account' }
  const { disabled } = details
  return role === undefined
    ? (access[disabled as keyof typeof access] ?? 'changed an account')
    : `changed a role to ${ROLES[role as Role]?.title ?? role}`
}

/** What a person calls that which was changed. */
export function subjectOf({ server, site, person, subject, details }: Change): string {
  if (details['scope'] === 'EMULATORS') {
    return 'emulated sensors'
  }
  return (
    server?.name ??
    site?.name ??
    person?.name ??
    details['name'] ??
    details['subject'] ??
    details['title'] ??
    subject
  )
}

/** Who it was, with the address that tells people of one name apart. */
export function actorOf({ actorName, actorEmail, actorId, service }: Change): {
  name: string
  note: string
} {
  return actorId === service
    ? { name: 'Kilowatch itself', note: service }
    : { name: actorName || actorId, note: actorEmail ?? '' }
}

/** Everything there is to know of a change, for who looks closely. */
export function factsOf(change: Change): [name: string, value: string][] {
  const { id, action, subject, service, details } = change
  return [
    ...Object.entries(details),
    ['action', action],
    ['subject id', subject],
    ['service', service],
    ['record', id],
  ]
}

const COLUMNS = ['at', 'actor', 'email', 'action', 'subject', 'name', 'details'] as const

/** The changes as rows of a table, below their titles. */
export function tableOf(changes: readonly Change[]): (readonly string[])[] {
  const rows = changes.map((change) => [
    change.at,
    actorOf(change).name,
    change.actorEmail ?? '',
    change.action,
    change.subject,
    subjectOf(change),
    Object.entries(change.details)
      .map(([name, value]) => `${name}: ${value}`)
      .join('; '),
  ])
  return [COLUMNS, ...rows]
}
