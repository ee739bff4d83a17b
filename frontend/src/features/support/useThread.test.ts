import { effectScope, ref, shallowRef, type EffectScope } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { ApiError } from '../../shared/api/apiError'
import type { ConnectionState } from '../../shared/live/stompConnection'
import type { ThreadEvent } from './chatEvents'
import { withConversations, type Conversations } from './conversations'
import { conversation, EVE, message } from './samples'
import { getConversation, messagesAfter, messagesBefore, postRead } from './supportApi'
import type { SupportDesk } from './supportDesk'
import { useThread, type Thread } from './useThread'

vi.mock('./supportApi')
vi.mock('../session/onSignedInAgain', () => ({ onSignedInAgain: () => undefined }))

const T = Date.parse('2026-03-02T12:30:00Z')

let scope: EffectScope
let state = ref<ConnectionState>('open')
let known = shallowRef<Conversations>(new Map())
let hear: (event: ThreadEvent) => void
let told: number[]

beforeEach(() => {
  vi.resetAllMocks()
  vi.useFakeTimers({ now: T })
  scope = effectScope()
  state = ref<ConnectionState>('open')
  known = shallowRef<Conversations>(new Map())
  told = []
  hear = () => {
    throw new Error('nobody listens')
  }
  vi.mocked(getConversation).mockResolvedValue(
    conversation('c1', { lastSequence: 3, unread: 1, readUpTo: { u1: 2 } }),
  )
  vi.mocked(messagesBefore).mockResolvedValue([1, 2, 3].map((sequence) => message(sequence)))
  vi.mocked(messagesAfter).mockResolvedValue([])
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

/** A desk as far as a thread knows it. */
function desk(): SupportDesk {
  return {
    viewer: { id: 'u1', engineer: false },
    conversations: known,
    take: (items: Parameters<SupportDesk['take']>[0]) => {
      known.value = withConversations(known.value, items)
    },
    noteRead: () => undefined,
    onSent: () => () => undefined,
    socket: {
      state,
      watchThread: (_: string, onEvent: (event: ThreadEvent) => void) => {
        hear = onEvent
        return () => undefined
      },
      read: (_: string, upTo: number) => {
        told.push(upTo)
        return state.value === 'open'
      },
    },
  } as unknown as SupportDesk
}

async function opened(): Promise<Thread> {
  const thread = scope.run(() => useThread(desk(), 'c1')) as Thread
  await vi.advanceTimersByTimeAsync(0)
  return thread
}

function sequences({ messages }: Thread): number[] {
  return messages.value.map(({ sequence }) => sequence)
}

test('it begins with the newest messages, and knows which were unread', async () => {
  const thread = await opened()
  expect(sequences(thread)).toEqual([1, 2, 3])
  expect(thread.readBefore.value).toBe(2)
  expect(thread.complete.value).toBe(true)
})

test('of one that is not there for this person nothing is listened to', async () => {
  vi.mocked(getConversation).mockRejectedValue(new ApiError(404, 'Not Found'))
  const thread = await opened()
  expect(thread.missing.value).toBe(true)
  expect(() => {
    hear({ type: 'subscribed' })
  }).toThrow('nobody listens')
})

test('a number that is not the next one has what is between it asked for', async () => {
  const thread = await opened()
  vi.mocked(messagesAfter).mockResolvedValue([message(4), message(5), message(6)])
  hear({ type: 'message', message: message(6) })
  await vi.advanceTimersByTimeAsync(0)
  expect(messagesAfter).toHaveBeenLastCalledWith('c1', 3)
  expect(sequences(thread)).toEqual([1, 2, 3, 4, 5, 6])
})

test('after a broken connection it asks for what came meanwhile', async () => {
  const thread = await opened()
  state.value = 'lost'
  await vi.advanceTimersByTimeAsync(60_000)
  vi.mocked(messagesAfter).mockResolvedValue([message(4, { sender: EVE })])
  state.value = 'open'
  hear({ type: 'subscribed' })
  await vi.advanceTimersByTimeAsync(0)
  expect(sequences(thread)).toEqual([1, 2, 3, 4])
})

test('what was read is told once a second at most, with the last number', async () => {
  const thread = await opened()
  thread.noteRead()
  hear({ type: 'message', message: message(4, { sender: EVE }) })
  thread.noteRead()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(told).toEqual([4])
  thread.noteRead()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(told).toEqual([4])
  expect(postRead).not.toHaveBeenCalled()
})

test('without a web socket it is told over HTTP', async () => {
  vi.mocked(postRead).mockResolvedValue(conversation('c1'))
  const thread = await opened()
  state.value = 'lost'
  thread.noteRead()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(postRead).toHaveBeenCalledWith('c1', 3)
})

test('others who type or have it open are named, this person is not', async () => {
  const thread = await opened()
  const me = { id: 'u1', name: 'Ada', role: 'USER' }
  hear({ type: 'typing', person: EVE, typing: true })
  hear({ type: 'typing', person: me, typing: true })
  hear({ type: 'presence', people: [me, EVE] })
  expect(thread.others.typing.value).toEqual([EVE])
  expect(thread.others.people.value).toEqual([EVE])
  hear({ type: 'message', message: message(4, { sender: EVE }) })
  expect(thread.others.typing.value).toEqual([])
  state.value = 'lost'
  await vi.advanceTimersByTimeAsync(0)
  expect(thread.others.people.value).toEqual([])
})

test('marks only go on, whichever way they come', async () => {
  const thread = await opened()
  hear({ type: 'marks', deliveredUpTo: { u7: 3 }, readUpTo: { u7: 3 } })
  known.value = withConversations(known.value, [
    conversation('c1', { version: 2, readUpTo: { u1: 2, u7: 1 } }),
  ])
  await vi.advanceTimersByTimeAsync(0)
  expect(thread.others.readUpTo.value).toEqual({ u1: 2, u7: 3 })
})
