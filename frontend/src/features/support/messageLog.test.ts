import { expect, test } from 'vitest'

import { MessageLog } from './messageLog'
import { message } from './samples'

function logOf(...sequences: number[]): MessageLog {
  const log = new MessageLog()
  log.put(sequences.map((sequence) => message(sequence)))
  return log
}

test('messages stand in the order of their numbers, each once, however they come', () => {
  const log = logOf(3, 1)
  expect(log.put([message(2), message(3)])).toBe(true)
  expect(log.items.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
  expect(log.put([message(2)])).toBe(false)
})

test('of a changed message the newest revision counts, also when an older one comes late', () => {
  const log = logOf(1)
  log.put([message(1, { text: '', withdrawn: true, revision: 2 })])
  log.put([message(1, { text: 'edited', revision: 1 })])
  expect(log.items).toEqual([message(1, { text: '', withdrawn: true, revision: 2 })])
})

test.each([
  [[4, 5, 6], undefined],
  [[4, 6], 4],
  [[4, 5, 9, 12], 5],
  [[], undefined],
])('of %j the first gap is after %j', (sequences, wanted) => {
  expect(logOf(...sequences).gapAfter).toBe(wanted)
})

test('where the conversation had not begun, a gap may be before the first message', () => {
  const log = new MessageLog()
  log.begin()
  expect(log.gapAfter).toBeUndefined()
  log.put([message(2)])
  expect(log.gapAfter).toBe(0)
  log.put([message(1)])
  expect(log.gapAfter).toBeUndefined()
})

test('nothing is older than the first message, or than what an empty page came before', () => {
  expect(logOf(1, 2).complete).toBe(true)
  const log = logOf(7)
  expect(log.complete).toBe(false)
  log.begin()
  expect(log.complete).toBe(true)
})

test('after a broken connection it asks again for what could have been changed meanwhile', () => {
  const log = logOf(1, 2, 3, 4)
  const brokeAt = Date.parse(message(4).at)
  expect(log.resumeAfter(brokeAt, 1_500)).toBe(2)
  expect(log.resumeAfter(brokeAt, 0)).toBe(4)
  expect(log.resumeAfter(brokeAt, 60_000)).toBe(0)
  expect(new MessageLog().resumeAfter(brokeAt, 60_000)).toBe(0)
})

test('after a broken connection it asks for a gap, although what comes after that is young', () => {
  const log = logOf(1, 2, 4)
  const long = Date.parse(message(4).at) - Date.parse(message(1).at)
  expect(log.resumeAfter(Date.parse(message(4).at), 0)).toBe(2)
  expect(log.resumeAfter(Date.parse(message(4).at), long)).toBe(1)
  const begun = new MessageLog()
  begun.begin()
  begun.put([message(2)])
  expect(begun.resumeAfter(Date.parse(message(1).at), 0)).toBe(0)
})
