import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { ADA, EVE } from './samples'
import { OwnTyping, Typists, TYPING_MILLIS } from './typists'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('who types does so until they stop or are silent for a while', () => {
  let names: string[] = []
  const typists = new Typists((people) => {
    names = people.map(({ name }) => name)
  })
  typists.hear(EVE, true)
  typists.hear(ADA, true)
  expect(names).toEqual(['Eve', 'Ada'])
  typists.hear(ADA, false)
  expect(names).toEqual(['Eve'])
  vi.advanceTimersByTime(TYPING_MILLIS - 1)
  typists.hear(EVE, true)
  vi.advanceTimersByTime(TYPING_MILLIS - 1)
  expect(names).toEqual(['Eve'])
  vi.advanceTimersByTime(1)
  expect(names).toEqual([])
})

test('own typing is told every other second at most, and taken back once', () => {
  const told: boolean[] = []
  const typing = new OwnTyping((types) => told.push(types))
  typing.stopped()
  typing.typed('h')
  typing.typed('he')
  vi.advanceTimersByTime(2_000)
  typing.typed('hel')
  typing.typed(' ')
  typing.stopped()
  expect(told).toEqual([true, true, false])
})
