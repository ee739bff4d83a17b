import { beforeEach, expect, test } from 'vitest'

import { CURRENT_MILLIS, PATIENCE_MILLIS, Silence, type LastReading } from './silence'

const T = Date.parse('2026-03-01T12:00:00Z')

let time = T
let stored: LastReading | undefined
let asked: string[] = []
let silence: Silence

beforeEach(() => {
  time = T
  stored = { timestamp: T, usualMillis: 1000 }
  asked = []
  silence = new Silence(
    (serverId) => {
      asked.push(serverId)
      return Promise.resolve(stored)
    },
    () => time,
  )
})

async function after(millis: number): Promise<number | undefined> {
  time += millis
  return silence.check()
}

test('nothing for a while, and nothing new in the store, is a silence since its last reading', async () => {
  silence.hear('a', time)
  expect(await after(PATIENCE_MILLIS - 1)).toBeUndefined()
  expect(asked).toEqual([])
  expect(await after(2)).toBe(T)
  expect(await after(60_000)).toBe(T)
  expect(asked).toEqual(['a'])
})

test('a value ends it, which the next quiet stretch has to earn again', async () => {
  silence.hear('a', time)
  await after(20_000)
  expect(silence.hear('b', time)).toBe(true)
  expect(silence.hear('b', time)).toBe(false)
  expect(await after(PATIENCE_MILLIS - 1)).toBeUndefined()
})

test('a sensor that reads every five minutes is not late after one', async () => {
  stored = { timestamp: T, usualMillis: 300_000 }
  silence.hear('a', time)
  expect(await after(60_000)).toBeUndefined()
  expect(await after(839_999)).toBeUndefined()
  expect(await after(PATIENCE_MILLIS)).toBe(T)
})

test('while it waits, the store is asked no more often than it is patient', async () => {
  stored = { timestamp: T, usualMillis: 300_000 }
  silence.hear('a', time)
  for (let second = 0; second < 60; second++) {
    await after(1000)
  }
  expect(asked).toHaveLength(4)
})

test('what had stopped before anybody listened is no silence', async () => {
  stored = { timestamp: T - CURRENT_MILLIS, usualMillis: 1000 }
  silence.know('a', time)
  expect(await after(60_000)).toBeUndefined()
})

test('whoever opens the page in the middle of it is told, by a server that is known', async () => {
  stored = { timestamp: T - 30_000, usualMillis: 1000 }
  silence.know('old', T - 90_000)
  silence.know('newest', T - 30_000)
  silence.know('older', T - 60_000)
  expect(await after(PATIENCE_MILLIS)).toBe(T - 30_000)
  expect(asked).toEqual(['newest'])
})

test('the store that goes on is not silent, whatever comes live', async () => {
  silence.hear('a', time)
  stored = { timestamp: T + 59_000, usualMillis: 1000 }
  expect(await after(60_000)).toBeUndefined()
})

test('a value that comes while the store is asked is heard', async () => {
  silence.hear('a', time)
  time += 20_000
  const checking = silence.check()
  time += 1
  silence.hear('a', time)
  expect(await checking).toBeUndefined()
})

test('without a server to ask about there is nothing to say', async () => {
  expect(await after(600_000)).toBeUndefined()
  stored = undefined
  silence.know('a', time)
  expect(await after(600_000)).toBeUndefined()
})
