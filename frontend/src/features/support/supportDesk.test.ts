import { ref } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { forgetAll } from '../../shared/forgetting'
import type { ConnectionState } from '../../shared/live/stompConnection'
import type { User } from '../session/session'
import type { ChatSocket } from './chatSocket'
import { notice } from './notices'
import { conversation, EVE, message } from './samples'
import { listConversations, postMessage, type Conversation } from './supportApi'
import { deskOf, SupportDesk } from './supportDesk'

vi.mock('./supportApi')
vi.mock('./notices')

const EVE_HERSELF: User = { id: 'u7', name: 'Eve', email: 'eve@example.org', role: 'ENGINEER' }

let hear: (items: Conversation[]) => void
let flow: () => void
let say: ChatSocket['say']
let delivered: [id: string, upTo: number][]
let desk: SupportDesk

beforeEach(() => {
  vi.resetAllMocks()
  localStorage.clear()
  delivered = []
  say = (_, clientId, text) => Promise.resolve(message(1, { clientId, text }))
  vi.mocked(listConversations).mockResolvedValue({ items: [] })
  const socket = {
    state: ref<ConnectionState>('open'),
    start: () => undefined,
    stop: () => undefined,
    nudge: () => undefined,
    watchInbox: (onItems: typeof hear, onFlowing: typeof flow) => {
      hear = onItems
      flow = onFlowing
      return () => undefined
    },
    say: (...said: Parameters<ChatSocket['say']>) => say(...said),
    delivered: (id: string, upTo: number) => delivered.push([id, upTo]),
  } as unknown as ChatSocket
  desk = new SupportDesk(EVE_HERSELF, socket)
  desk.start(() => undefined)
})
afterEach(() => {
  desk.stop()
})

test('what comes new is counted, told on the desktop once, and told to have come', () => {
  const fresh = conversation('c1', { lastSequence: 1, unread: 1 })
  hear([fresh])
  hear([{ ...fresh, version: 2, assignee: EVE }])
  expect(desk.unread.value).toBe(1)
  expect(notice).toHaveBeenCalledTimes(1)
  expect(delivered).toEqual([['c1', 1]])
})

test('what was read here is not unread again by what the platform did not know yet', () => {
  hear([conversation('c1', { lastSequence: 2, unread: 2 })])
  desk.noteRead('c1', 2)
  expect(desk.unread.value).toBe(0)
  hear([conversation('c1', { version: 2, lastSequence: 2, unread: 2 })])
  expect(desk.unread.value).toBe(0)
  hear([conversation('c1', { version: 3, lastSequence: 3, unread: 3 })])
  expect(desk.unread.value).toBe(1)
})

test('what is known and read already changes nothing, so that nobody is told of it again', () => {
  hear([conversation('c1', { lastSequence: 1 })])
  // The message itself may come before its conversation does.
  desk.noteRead('c1', 2)
  const before = desk.conversations.value.get('c1')
  desk.noteRead('c1', 2)
  desk.take([conversation('c1', { lastSequence: 1, unread: 0 })])
  expect(desk.conversations.value.get('c1')).toEqual(before)
  const again = desk.conversations.value.get('c1')
  desk.take(again === undefined ? [] : [again])
  expect(desk.conversations.value.get('c1')).toBe(again)
})

test('whenever the inbox flows again, lists are asked for what was missed', async () => {
  vi.mocked(listConversations).mockImplementation((kind) =>
    Promise.resolve({
      items:
        kind === 'closed'
          ? [conversation('c9', { state: 'closed', unread: 1, lastSequence: 4 })]
          : [],
    }),
  )
  flow()
  await vi.waitFor(() => {
    expect(desk.unread.value).toBe(1)
  }, 20_000)
  // Once when the desk was opened, once now.
  const asked = vi.mocked(listConversations).mock.calls.map(([kind]) => kind)
  expect(asked).toEqual(['open', 'closed', 'open', 'closed'])
  expect(delivered).toEqual([['c9', 4]])
})

test('what is written is handed to those who look at it, over HTTP where no socket is open', async () => {
  const sent: string[] = []
  desk.onSent(({ text }) => sent.push(text))
  desk.outbox.add('c1', 'over the socket')
  await vi.waitFor(() => {
    expect(sent).toEqual(['over the socket'])
  }, 20_000)
  say = () => undefined
  vi.mocked(postMessage).mockImplementation((_, clientId, text) =>
    Promise.resolve(message(2, { clientId, text })),
  )
  desk.outbox.add('c1', 'over HTTP')
  await vi.waitFor(() => {
    expect(sent).toEqual(['over the socket', 'over HTTP'])
  }, 20_000)
})

test('nothing is sent while it is stopped, and what waits is once it is started again', async () => {
  const sent: string[] = []
  desk.onSent(({ text }) => sent.push(text))
  desk.stop()
  desk.outbox.add('c1', 'hello')
  window.dispatchEvent(new Event('online'))
  await new Promise((resolve) => setTimeout(resolve))
  expect(sent).toEqual([])
  desk.start(() => undefined)
  await vi.waitFor(() => {
    expect(sent).toEqual(['hello'])
  }, 20_000)
})

test('a desk is stopped when somebody else gets one, and when its user signs out', () => {
  const stop = vi.spyOn(SupportDesk.prototype, 'stop')
  const hers = deskOf(EVE_HERSELF)
  expect(deskOf(EVE_HERSELF)).toBe(hers)
  expect(stop).not.toHaveBeenCalled()
  const his = deskOf({ ...EVE_HERSELF, id: 'u8' })
  expect(stop.mock.contexts.at(-1)).toBe(hers)
  forgetAll()
  expect(stop.mock.contexts.at(-1)).toBe(his)
})
