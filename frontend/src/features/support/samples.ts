import type { Conversation, Message, Person } from './supportApi'

/** What tests of this part talk about. */
export const ADA: Person = { id: 'u1', name: 'Ada', role: 'USER' }
export const EVE: Person = { id: 'u7', name: 'Eve', role: 'ENGINEER' }

export function message(sequence: number, changes: Partial<Message> = {}): Message {
  return {
    conversationId: 'c1',
    sequence,
    sender: ADA,
    clientId: `client-${sequence}`,
    text: `message ${sequence}`,
    at: new Date(Date.parse('2026-03-02T12:00:00Z') + sequence * 1000).toISOString(),
    withdrawn: false,
    revision: 0,
    ...changes,
  }
}

export function conversation(id: string, changes: Partial<Conversation> = {}): Conversation {
  return {
    id,
    version: 1,
    subject: `About ${id}`,
    owner: ADA,
    assignee: null,
    state: 'open',
    createdAt: '2026-03-02T12:00:00Z',
    lastAt: '2026-03-02T12:00:00Z',
    overdue: false,
    lastSequence: 0,
    unread: 0,
    readUpTo: {},
    deliveredUpTo: {},
    ...changes,
  }
}
