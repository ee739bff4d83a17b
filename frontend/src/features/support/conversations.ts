import { ENGINEERS, type User } from '../session/session'
import type { Conversation, ListKind } from './supportApi'

export type Conversations = ReadonlyMap<string, Conversation>

/** Who looks at conversations, as far as it matters for them. */
export interface Viewer {
  id: string
  engineer: boolean
}

export function viewerOf({ id, role }: User): Viewer {
  return { id, engineer: ENGINEERS.includes(role) }
}

/** The same with these in place of older ones. */
export function withConversations(
  known: Conversations,
  items: readonly Conversation[],
): Conversations {
  const next = new Map(known)
  for (const item of items) {
    const before = next.get(item.id)
    if (before === undefined || before.version <= item.version) {
      next.set(item.id, item)
    }
  }
  return next
}

/** Those of a list, the one with the newest message first. */
export function listed(known: Conversations, kind: ListKind, viewer: Viewer): Conversation[] {
  return [...known.values()]
    .filter((conversation) => isListed(conversation, kind, viewer))
    .sort((one, other) => timeOf(other) - timeOf(one) || one.id.localeCompare(other.id))
}

function isListed({ state, assignee }: Conversation, kind: ListKind, viewer: Viewer): boolean {
  switch (kind) {
    case 'closed':
      return state === 'closed'
    case 'mine':
      return state === 'open' && (!viewer.engineer || assignee?.id === viewer.id)
    default:
      return state === 'open'
  }
}

function timeOf({ lastAt }: Conversation): number {
  return Date.parse(lastAt)
}

/** Whether what is said there is for this person: not what engineers tell other people. */
export function concerns({ owner, assignee }: Conversation, viewer: Viewer): boolean {
  return owner.id === viewer.id || assignee?.id === viewer.id || (viewer.engineer && !assignee)
}

/** How many messages wait to be read by this person. */
export function unreadOf(known: Conversations, viewer: Viewer): number {
  let sum = 0
  for (const conversation of known.values()) {
    if (concerns(conversation, viewer)) {
      sum += conversation.unread
    }
  }
  return sum
}

/** Those that have more unread messages than before and are for this person. */
export function freshly(
  before: Conversations,
  items: readonly Conversation[],
  viewer: Viewer,
): Conversation[] {
  return items.filter(
    (item) =>
      item.unread > 0 &&
      item.lastSequence > (before.get(item.id)?.lastSequence ?? 0) &&
      concerns(item, viewer),
  )
}

/** How it stands with one that nobody looks after: an engineer may answer without taking it on. */
export function standOf({ state, waitingSince, lastSequence }: Conversation): string {
  if (state !== 'open') {
    return 'closed'
  }
  return waitingSince || lastSequence === 0 ? 'waits for an engineer' : 'answered'
}

/** Whether its owner has waited for an answer for longer than is promised. */
export function isOverdue({ overdue, overdueAt }: Conversation, now: number): boolean {
  return overdue || (!!overdueAt && Date.parse(overdueAt) <= now)
}
