import { expect, test } from 'vitest'

import { parseEvent } from './chatEvents'
import { newConversationQuery, subjectOf } from './newConversation'
import { lengthOf, withInserted } from './texts'

test('a character is one, however many units it takes', () => {
  expect(lengthOf('a😀é')).toBe(3)
})

test.each([
  ['', undefined, undefined, 'reply'],
  ['Hello', undefined, undefined, 'Hello reply'],
  ['Hello ', undefined, undefined, 'Hello reply'],
  ['one two', 3, 3, 'one reply two'],
  ['one two', 4, 7, 'one reply'],
])('%j with a reply at %j to %j is %j', (text, from, to, wanted) => {
  expect(withInserted(text, 'reply', from, to)).toBe(wanted)
})

test('what a server’s page asks about is what its address says', () => {
  const subject = { serverId: 's1', range: { from: 1_000, to: 61_000 } }
  expect(subjectOf(newConversationQuery(subject))).toEqual(subject)
  expect(subjectOf(newConversationQuery())).toBeUndefined()
  const backwards = { server: 's1', from: '2026-03-02', to: '2026-03-01' }
  expect(subjectOf(backwards)).toEqual({ serverId: 's1', range: undefined })
})

test.each(['', 'null', '[]', '7', '{"type":"unheard-of"}', '{"type":7}', '{'])(
  'the page does not stumble over %j',
  (body) => {
    expect(parseEvent(body, ['sent'])).toBeUndefined()
  },
)
