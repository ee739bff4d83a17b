import { startOfDay } from '../../shared/days'
import { clockFormat } from '../../shared/format'
import type { Marks } from './chatEvents'
import type { Outgoing } from './outbox'
import type { Message } from './supportApi'

/** How far a message has come, as its sender sees it. */
export type Mark = 'sent' | 'delivered' | 'read'

/** What a thread shows, from top to bottom. */
export type Line =
  | { kind: 'day'; key: string; title: string }
  | { kind: 'unread'; key: string }
  | {
      kind: 'message'
      key: string
      message: Message
      mine: boolean
      /** Whether its sender is named: the first of several. */
      heads: boolean
      /** Of own messages. */
      mark: Mark | undefined
    }
  | { kind: 'outgoing'; key: string; outgoing: Outgoing; heads: boolean }

export interface ThreadContent {
  messages: readonly Message[]
  outgoing: readonly Outgoing[]
  viewerId: string
  deliveredUpTo: Marks
  readUpTo: Marks
  /** The last message that was read when the thread was opened; undefined if nothing was unread. */
  readBefore: number | undefined
  timeZone: string
  now: number
}

/** Messages of one person within this time follow each other under one name. */
const TOGETHER_MILLIS = 5 * 60_000

export function linesOf(content: ThreadContent): Line[] {
  const { messages, viewerId, timeZone, now, readBefore } = content
  const delivered = furthest(content.deliveredUpTo, viewerId)
  const read = furthest(content.readUpTo, viewerId)
  const lines: Line[] = []
  let day: number | undefined
  let before: { senderId: string; at: number } | undefined

  function beginDay(at: number): void {
    const start = startOfDay(at, timeZone)
    if (start !== day) {
      day = start
      before = undefined
      lines.push({ kind: 'day', key: `d${start}`, title: dayTitle(at, timeZone, now) })
    }
  }

  function heads(senderId: string, at: number): boolean {
    const follows = before?.senderId === senderId && at - before.at < TOGETHER_MILLIS
    before = { senderId, at }
    return !follows
  }

  messages.forEach((message, index) => {
    const at = Date.parse(message.at)
    const mine = message.sender.id === viewerId
    const previous = messages[index - 1]?.sequence ?? message.sequence - 1
    beginDay(at)
    if (readBefore !== undefined && previous <= readBefore && message.sequence > readBefore) {
      before = undefined
      lines.push({ kind: 'unread', key: 'unread' })
    }
    lines.push({
      kind: 'message',
      key: `m${message.sequence}`,
      message,
      mine,
      heads: heads(message.sender.id, at),
      mark: mine ? markOf(message.sequence, delivered, read) : undefined,
    })
  })
  const kept = new Set(messages.map(({ clientId }) => clientId))
  for (const outgoing of content.outgoing.filter(({ clientId }) => !kept.has(clientId))) {
    beginDay(outgoing.at)
    lines.push({
      kind: 'outgoing',
      key: `o${outgoing.clientId}`,
      outgoing,
      heads: heads(viewerId, outgoing.at),
    })
  }
  return lines
}

function markOf(sequence: number, delivered: number, read: number): Mark {
  if (sequence <= read) {
    return 'read'
  }
  return sequence <= delivered ? 'delivered' : 'sent'
}

/** As far as anybody else has come. */
function furthest(marks: Marks, viewerId: string): number {
  return Math.max(
    0,
    ...Object.entries(marks)
      .filter(([id]) => id !== viewerId)
      .map(([, sequence]) => sequence),
  )
}

/** What a person calls a day. */
export function dayTitle(at: number, timeZone: string, now: number): string {
  const start = startOfDay(at, timeZone)
  const today = startOfDay(now, timeZone)
  if (start === today) {
    return 'Today'
  }
  if (start === startOfDay(today - 1, timeZone)) {
    return 'Yesterday'
  }
  return clockFormat({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at)
}
