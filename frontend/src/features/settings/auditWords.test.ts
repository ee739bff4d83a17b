import { expect, test } from 'vitest'

import type { Change } from './auditApi'
import { actorOf, factsOf, subjectOf, tableOf, wordsOf } from './auditWords'

const change = (changes: Partial<Change>): Change => ({
  id: 'r1',
  at: '2026-01-02T03:04:05.678Z',
  service: 'server-registry',
  actorId: 'u1',
  actorName: 'Ada',
  actorEmail: 'ada@example.org',
  action: 'server.updated',
  subject: 's1',
  server: null,
  site: null,
  person: null,
  details: {},
  ...changes,
})

test.each([
  [{ action: 'key.revoked' }, 'revoked an ingest key'],
  [{ action: 'user.changed', details: { role: 'ADMIN -> USER' } }, 'changed a role to User'],
  [{ action: 'user.changed', details: { role: 'USER -> KING' } }, 'changed a role to KING'],
  [{ action: 'user.changed', details: { disabled: 'false -> true' } }, 'disabled an account'],
  [{ action: 'user.changed', details: { disabled: 'true -> false' } }, 'enabled an account'],
  [{ action: 'user.changed' }, 'changed an account'],
  [{ action: 'message.withdrawn' }, 'withdrew a support message'],
  [{ action: 'moon.painted' }, 'moon.painted'],
])('%j reads %j', (changes, wanted) => {
  expect(wordsOf(change(changes))).toBe(wanted)
})

test('a subject is named as well as it is known', () => {
  const site = { id: 'a', name: 'Frankfurt' }
  expect(subjectOf(change({ server: { id: 's1', name: 'web-01' }, site }))).toBe('web-01')
  expect(subjectOf(change({ site }))).toBe('Frankfurt')
  expect(subjectOf(change({ person: { id: 'u2', name: 'bo@example.org' } }))).toBe('bo@example.org')
  expect(subjectOf(change({ details: { name: 'as it was called' } }))).toBe('as it was called')
  expect(subjectOf(change({ action: 'key.issued', details: { scope: 'EMULATORS' } }))).toBe(
    'emulated sensors',
  )
  expect(subjectOf(change({ details: { subject: 'No power' } }))).toBe('No power')
  expect(subjectOf(change({}))).toBe('s1')
})

test('an actor is a person with an address, or the platform', () => {
  expect(actorOf(change({}))).toEqual({ name: 'Ada', note: 'ada@example.org' })
  const own = { actorId: 'server-registry', actorName: 'server-registry', actorEmail: null }
  expect(actorOf(change(own))).toEqual({ name: 'Kilowatch itself', note: 'server-registry' })
})

test('the facts begin with what changed', () => {
  const [first] = factsOf(change({ details: { rack: 'R1 -> R2' } }))
  expect(first).toEqual(['rack', 'R1 -> R2'])
})

test('a table has a row for each change', () => {
  const [head, row, end] = tableOf([change({ details: { rack: 'R1 -> R2', x: '1' } })])
  expect(head).toEqual(['at', 'actor', 'email', 'action', 'subject', 'name', 'details'])
  expect(row).toEqual([
    '2026-01-02T03:04:05.678Z',
    'Ada',
    'ada@example.org',
    'server.updated',
    's1',
    's1',
    'rack: R1 -> R2; x: 1',
  ])
  expect(end).toBeUndefined()
})
