import { expect, test } from 'vitest'

import { ApiError } from '../../shared/api/apiError'
import type { ReadingPage } from './dataApi'
import { ReadingList } from './readingList'

const page = (values: number[], nextCursor?: string): ReadingPage => ({
  readings: values.map((value) => ({ timestamp: value, value, origin: undefined, receivedAt: 0 })),
  nextCursor,
})

/** A list whose pages come when the test says so. */
function slowList() {
  const asked: { cursor: string | undefined; signal: AbortSignal }[] = []
  const answers: ((answer: ReadingPage | Error) => void)[] = []
  const fetchPage = (cursor: string | undefined, signal: AbortSignal) => {
    asked.push({ cursor, signal })
    return new Promise<ReadingPage>((resolve, reject) => {
      answers.push((answer) => {
        if (answer instanceof Error) {
          reject(answer)
        } else {
          resolve(answer)
        }
      })
    })
  }
  return { asked, answers, fetchPage }
}

const valuesOf = (list: ReadingList) => list.readings.value.map(({ value }) => value)

test('pages follow each other to the end', async () => {
  const list = new ReadingList()
  const cursors: (string | undefined)[] = []
  await list.open((cursor) => {
    cursors.push(cursor)
    return Promise.resolve(cursor === undefined ? page([5, 4], 'c') : page([3]))
  })
  expect(list.complete).toBe(false)
  await list.more()
  await list.more()
  expect(valuesOf(list)).toEqual([5, 4, 3])
  expect(list.complete).toBe(true)
  expect(cursors).toEqual([undefined, 'c'])
})

test('a page of the list before does not land in this one, nor does its cursor', async () => {
  const list = new ReadingList()
  const { asked, answers, fetchPage } = slowList()
  const before = list.open(fetchPage)
  const after = list.open(fetchPage)
  expect(asked).toHaveLength(2)
  expect(asked[0]?.signal.aborted).toBe(true)
  answers[1]?.(page([9], 'new'))
  await after
  answers[0]?.(page([1], 'old'))
  await before
  expect(valuesOf(list)).toEqual([9])
  void list.more()
  expect(asked[2]?.cursor).toBe('new')
})

test('a failure of the list before is not told in this one', async () => {
  const list = new ReadingList()
  const { answers, fetchPage } = slowList()
  const before = list.open(fetchPage)
  const after = list.open(fetchPage)
  answers[0]?.(ApiError.unreachable())
  await before
  expect([list.problem.value, list.loading]).toEqual(['', true])
  answers[1]?.(page([]))
  await after
  expect(list.complete).toBe(true)
})

test('while a page is under way no other is asked for', async () => {
  const list = new ReadingList()
  const { asked, fetchPage } = slowList()
  void list.open(fetchPage)
  await list.more()
  expect(asked).toHaveLength(1)
})

test('after a failure the same page is asked for again', async () => {
  const list = new ReadingList()
  const { asked, answers, fetchPage } = slowList()
  const opening = list.open(fetchPage)
  answers[0]?.(page([5], 'c'))
  await opening
  const failing = list.more()
  answers[1]?.(ApiError.unreachable())
  await failing
  expect(list.problem.value).toMatch(/does not answer/)
  const again = list.more()
  answers[2]?.(page([4]))
  await again
  expect(asked.map(({ cursor }) => cursor)).toEqual([undefined, 'c', 'c'])
  expect([valuesOf(list), list.problem.value]).toEqual([[5, 4], ''])
})
