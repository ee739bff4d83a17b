import { expect, test } from 'vitest'

import type { Outgoing } from './outbox'
import { EVE, message } from './samples'
import { dayTitle, linesOf, type Line, type ThreadContent } from './threadLines'

const NOW = Date.parse('2026-03-02T13:00:00Z')

function lines(content: Partial<ThreadContent>): Line[] {
  return linesOf({
    messages: [],
    outgoing: [],
    viewerId: 'u1',
    deliveredUpTo: {},
    readUpTo: {},
    readBefore: undefined,
    timeZone: 'UTC',
    now: NOW,
    ...content,
  })
}

const outgoing = (clientId: string): Outgoing => ({
  clientId,
  conversationId: 'c1',
  text: 'hello',
  at: NOW,
})

test('each day has a line of its own, in the time zone that is shown', () => {
  const messages = [
    message(1, { at: '2026-03-01T22:30:00Z' }),
    message(2, { at: '2026-03-01T23:30:00Z' }),
  ]
  const titles = (timeZone: string): string[] =>
    lines({ messages, timeZone }).flatMap((line) => (line.kind === 'day' ? [line.title] : []))
  expect(titles('UTC')).toEqual(['Yesterday'])
  expect(titles('Europe/Berlin')).toEqual(['Yesterday', 'Today'])
  expect(dayTitle(Date.parse('2026-02-20T12:00:00Z'), 'UTC', NOW)).toMatch(/^Friday,? 20 February/)
})

test('one who goes on is named once, until somebody else speaks or a while passes', () => {
  const messages = [
    message(1, { at: '2026-03-02T12:00:00Z' }),
    message(2, { at: '2026-03-02T12:01:00Z' }),
    message(3, { at: '2026-03-02T12:02:00Z', sender: EVE }),
    message(4, { at: '2026-03-02T12:03:00Z' }),
    message(5, { at: '2026-03-02T12:30:00Z' }),
  ]
  const heads = lines({ messages }).flatMap((line) => (line.kind === 'message' ? [line.heads] : []))
  expect(heads).toEqual([true, false, true, true, true])
})

test('an own message says how far it has come with anybody else', () => {
  const messages = [1, 2, 3].map((sequence) => message(sequence))
  const marks = lines({
    messages,
    readUpTo: { u1: 3, u7: 1 },
    deliveredUpTo: { u1: 3, u7: 2, u8: 1 },
  }).flatMap((line) => (line.kind === 'message' ? [line.mark] : []))
  expect(marks).toEqual(['read', 'delivered', 'sent'])
  const [, first] = lines({ messages, viewerId: 'u7' })
  expect(first).toMatchObject({ mine: false, mark: undefined })
})

test('a line stands before the first unread message, once', () => {
  const messages = [1, 2, 3].map((sequence) => message(sequence, { sender: EVE }))
  const kinds = (readBefore: number | undefined): string[] =>
    lines({ messages, readBefore }).map(({ kind }) => kind)
  expect(kinds(1)).toEqual(['day', 'message', 'unread', 'message', 'message'])
  expect(kinds(0)).toEqual(['day', 'unread', 'message', 'message', 'message'])
  expect(kinds(undefined)).toEqual(['day', 'message', 'message', 'message'])
  expect(kinds(3)).toEqual(['day', 'message', 'message', 'message'])
})

test('what waits to be sent stands at the end, until the same message is there', () => {
  const content = { messages: [message(1, { clientId: 'a' })], outgoing: ['a', 'b'].map(outgoing) }
  expect(lines(content).map(({ key }) => key)).toEqual([expect.stringMatching(/^d/), 'm1', 'ob'])
})
