import { expect, test } from 'vitest'

import {
  freshly,
  isOverdue,
  listed,
  standOf,
  unreadOf,
  withConversations,
  type Conversations,
} from './conversations'
import { conversation, EVE } from './samples'

const USER = { id: 'u1', engineer: false }
const ENGINEER = { id: 'u7', engineer: true }
const BOB = { id: 'u8', name: 'Bob', role: 'ENGINEER' }

function known(...items: Parameters<typeof conversation>[]): Conversations {
  return withConversations(
    new Map(),
    items.map((item) => conversation(...item)),
  )
}

test('an older version does not take the place of a newer one', () => {
  const before = known(['a', { version: 3, subject: 'new' }])
  const after = withConversations(before, [conversation('a', { version: 2, subject: 'old' })])
  expect(after.get('a')?.subject).toBe('new')
  expect(before.size).toBe(1)
})

test('lists have what they are named for, the one that was spoken in last first', () => {
  const all = known(
    ['a', { lastAt: '2026-03-02T12:00:00Z' }],
    ['b', { lastAt: '2026-03-02T13:00:00Z', assignee: EVE }],
    ['c', { lastAt: '2026-03-02T14:00:00Z', assignee: BOB }],
    ['d', { state: 'closed', assignee: EVE }],
  )
  const ids = (kind: 'open' | 'mine' | 'closed', viewer = ENGINEER): string[] =>
    listed(all, kind, viewer).map(({ id }) => id)
  expect(ids('open')).toEqual(['c', 'b', 'a'])
  expect(ids('mine')).toEqual(['b'])
  expect(ids('mine', USER)).toEqual(['c', 'b', 'a'])
  expect(ids('closed')).toEqual(['d'])
})

test('an engineer is told of what is theirs or nobody’s, not of what colleagues answer', () => {
  const all = known(
    ['free', { unread: 1 }],
    ['mine', { unread: 2, assignee: EVE }],
    ['theirs', { unread: 4, assignee: BOB }],
    ['own', { unread: 8, assignee: BOB, owner: EVE }],
  )
  expect(unreadOf(all, ENGINEER)).toBe(11)
})

test('only what was not there before is news', () => {
  const before = known(['a', { unread: 1, lastSequence: 3 }])
  const news = [
    conversation('a', { unread: 1, lastSequence: 3, version: 2 }),
    conversation('b', { unread: 1, lastSequence: 1 }),
    conversation('c', { unread: 0, lastSequence: 5 }),
    conversation('d', { unread: 1, lastSequence: 1, assignee: BOB }),
  ]
  expect(freshly(before, news, ENGINEER).map(({ id }) => id)).toEqual(['b'])
})

test.each([
  [{}, 'waits for an engineer'],
  [{ lastSequence: 1, waitingSince: '2026-03-02T12:00:00Z' }, 'waits for an engineer'],
  [{ lastSequence: 2 }, 'answered'],
  [{ lastSequence: 2, state: 'closed' }, 'closed'],
])('of a conversation that nobody looks after, with %j, it is said that it is %s', (it, stand) => {
  expect(standOf(conversation('a', it))).toBe(stand)
})

test('an answer is overdue from its time on, without being asked for again', () => {
  const waiting = conversation('a', { overdueAt: '2026-03-02T12:15:00Z' })
  expect(isOverdue(waiting, Date.parse('2026-03-02T12:14:59Z'))).toBe(false)
  expect(isOverdue(waiting, Date.parse('2026-03-02T12:15:00Z'))).toBe(true)
  expect(isOverdue(conversation('a'), Date.parse('2030-01-01T00:00:00Z'))).toBe(false)
})
