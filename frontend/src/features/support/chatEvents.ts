import type { Conversation, Message, Person } from './supportApi'

/** What is heard of one conversation. */
export type ThreadEvent =
  | { type: 'subscribed' }
  | { type: 'message'; message: Message }
  | { type: 'marks'; deliveredUpTo: Marks; readUpTo: Marks }
  | { type: 'typing'; person: Person; typing: boolean }
  | { type: 'presence'; people: Person[] }

/** The last message of a conversation that each person has got, or read, by the person's id. */
export type Marks = Readonly<Record<string, number>>

/** What is heard of all conversations that somebody may see. */
export type InboxEvent = { type: 'subscribed' } | { type: 'conversations'; items: Conversation[] }

/** What became of a message that this page sent. */
export type Reply =
  | { type: 'sent'; clientId: string; message: Message }
  | {
      type: 'refused'
      clientId: string | null
      status: number
      reason: string
      field: string | null
      retryAfterSeconds: number | null
    }

/** Reads what the platform says; a page does not stumble over what it does not know. */
export function parseEvent<T extends { type: string }>(
  body: string,
  types: readonly T['type'][],
): T | undefined {
  try {
    const told: unknown = JSON.parse(body)
    return types.includes((told as T | null)?.type ?? '') ? (told as T) : undefined
  } catch {
    return undefined
  }
}
