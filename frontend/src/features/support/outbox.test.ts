import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { ApiError } from '../../shared/api/apiError'
import { KeptTexts } from './keptTexts'
import { Outbox, type Outgoing } from './outbox'
import { message } from './samples'
import type { Message } from './supportApi'

let asked: Outgoing[]
let sent: string[]
let answer: (outgoing: Outgoing) => Promise<Message>

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  asked = []
  sent = []
  answer = keep
})
afterEach(() => {
  vi.useRealTimers()
})

function keep({ clientId, text }: Outgoing): Promise<Message> {
  return Promise.resolve(message(1, { clientId, text }))
}

function refuse(status: number, retryAfterSeconds?: number): () => Promise<Message> {
  return () => Promise.reject(new ApiError(status, 'Refused', 'No.', [], retryAfterSeconds))
}

function outbox(): Outbox {
  return new Outbox(
    (outgoing) => {
      asked.push(outgoing)
      return answer(outgoing)
    },
    new KeptTexts('u1', 'outgoing'),
    ({ text }) => sent.push(text),
  )
}

/** Answers nothing until it is told what. */
function hang(): { resolve: () => void; reject: (status: number) => void } {
  let pending: { outgoing: Outgoing; done: (kept: Promise<Message>) => void } | undefined
  answer = (outgoing) =>
    new Promise((done) => {
      pending = { outgoing, done }
    })
  return {
    resolve: () => pending?.done(keep(pending.outgoing)),
    reject: (status) => pending?.done(refuse(status)()),
  }
}

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0)

test('messages of a conversation are sent one after the other, in their order', async () => {
  const answers: (() => void)[] = []
  answer = (outgoing) =>
    new Promise((resolve) => {
      answers.push(() => void keep(outgoing).then(resolve))
    })
  const box = outbox()
  box.add('c1', 'one')
  box.add('c1', 'two')
  await settle()
  expect(asked.map(({ text }) => text)).toEqual(['one'])
  answers[0]?.()
  await settle()
  expect(asked.map(({ text }) => text)).toEqual(['one', 'two'])
  answers[1]?.()
  await settle()
  expect(sent).toEqual(['one', 'two'])
  expect(box.items.value).toEqual([])
})

test('without an answer a message waits, and is sent again by the same name', async () => {
  answer = refuse(0)
  const box = outbox()
  box.add('c1', 'hello')
  await settle()
  expect(box.items.value).toMatchObject([{ text: 'hello' }])
  answer = keep
  box.flush()
  await settle()
  expect(sent).toEqual(['hello'])
  expect(new Set(asked.map(({ clientId }) => clientId)).size).toBe(1)
})

test('it tries again by itself, after longer and longer pauses, or after as long as it is told', async () => {
  answer = refuse(503)
  const box = outbox()
  box.add('c1', 'hello')
  await settle()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(asked).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(asked).toHaveLength(2)
  answer = refuse(429, 7)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(asked).toHaveLength(3)
  answer = keep
  await vi.advanceTimersByTimeAsync(6_900)
  expect(asked).toHaveLength(3)
  await vi.advanceTimersByTimeAsync(100)
  expect(sent).toEqual(['hello'])
})

test('what is refused waits for its writer, and does not hold up what was said after it', async () => {
  answer = (outgoing) => (outgoing.text === 'bad' ? refuse(400)() : keep(outgoing))
  const box = outbox()
  box.add('c1', 'bad')
  box.add('c1', 'good')
  await settle()
  expect(sent).toEqual(['good'])
  expect(box.items.value).toMatchObject([{ text: 'bad', problem: 'No.' }])
  const { clientId } = box.items.value[0] as Outgoing
  answer = keep
  box.retry(clientId)
  await settle()
  expect(sent).toEqual(['good', 'bad'])
})

test('what waits outlives the page, in its order; what was given up does not', async () => {
  answer = refuse(0)
  const before = outbox()
  before.add('c1', 'one')
  before.add('c1', 'two')
  before.add('c2', 'three')
  before.discard((before.items.value[1] as Outgoing).clientId)
  before.stop()
  await settle()
  answer = keep
  const after = outbox()
  expect(after.items.value.map(({ text }) => text)).toEqual(['one', 'three'])
  after.flush()
  await settle()
  expect(sent).toEqual(['one', 'three'])
  expect(outbox().items.value).toEqual([])
})

test('once stopped it does not try again what was under way and found no answer', async () => {
  const pending = hang()
  const box = outbox()
  box.add('c1', 'hello')
  box.stop()
  pending.reject(0)
  await vi.advanceTimersByTimeAsync(60_000)
  box.flush()
  await settle()
  expect(asked).toHaveLength(1)
  answer = keep
  box.start()
  await settle()
  expect(sent).toEqual(['hello'])
})

test('once stopped it sends nothing after what was under way and is kept', async () => {
  const pending = hang()
  const box = outbox()
  box.add('c1', 'one')
  box.add('c1', 'two')
  box.stop()
  box.add('c2', 'three')
  pending.resolve()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked.map(({ text }) => text)).toEqual(['one'])
  expect(sent).toEqual(['one'])
  answer = keep
  box.start()
  await settle()
  expect(sent).toEqual(['one', 'two', 'three'])
})

test('what was stopped under way is sent once when its writer is there again', async () => {
  const pending = hang()
  const before = outbox()
  before.add('c1', 'hello')
  before.stop()
  pending.reject(0)
  await settle()
  answer = keep
  outbox().start()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sent).toEqual(['hello'])
  expect(outbox().items.value).toEqual([])
})

test('what is refused after the stop is not kept again for whoever comes next', async () => {
  const pending = hang()
  const box = outbox()
  box.add('c1', 'hello')
  box.stop()
  localStorage.clear()
  pending.reject(400)
  await settle()
  expect(localStorage).toHaveLength(0)
})

test('what another page left in the storage and is no message is left alone', () => {
  localStorage.setItem('kilowatch.support.u1.outgoing.x', '{"text":1}')
  localStorage.setItem('kilowatch.support.u1.outgoing.y', 'nonsense')
  expect(outbox().items.value).toEqual([])
})
