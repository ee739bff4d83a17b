import { beforeEach, expect, test, vi } from 'vitest'

import { ApiError } from '../../shared/api/apiError'
import { deadLetters, deleteDeadLetter, replayDeadLetter, type DeadLetter } from './dataApi'
import { DeadLetters, hexLines, reasonsOf } from './deadLetters'

vi.mock('./dataApi')

const letter = (id: string, reason = 'unreadable batch'): DeadLetter => ({
  id,
  reason,
  at: '2026-03-01T12:00:00.000Z',
  routingKey: 'power',
  readable: false,
  count: 0,
  servers: [],
  keyIds: [],
  readings: [],
  payloadBytes: 3,
})

const idsOf = (list: DeadLetters) => list.letters.value.map(({ id }) => id)

beforeEach(() => {
  vi.mocked(deadLetters)
    .mockReset()
    .mockImplementation((cursor) =>
      Promise.resolve(
        cursor === undefined
          ? { items: [letter('a'), letter('b')], nextCursor: 'c' }
          : { items: [letter('c')], nextCursor: null },
      ),
    )
  vi.mocked(replayDeadLetter).mockReset().mockResolvedValue()
  vi.mocked(deleteDeadLetter).mockReset().mockResolvedValue()
})

test('pages follow each other to the end', async () => {
  const list = new DeadLetters()
  await list.reload()
  expect([idsOf(list), list.complete]).toEqual([['a', 'b'], false])
  await list.more()
  await list.more()
  expect([idsOf(list), list.complete]).toEqual([['a', 'b', 'c'], true])
  expect(deadLetters).toHaveBeenCalledTimes(2)
})

test('a page that was asked for before a reload does not come after it', async () => {
  const list = new DeadLetters()
  await list.reload()
  let answer: (page: { items: DeadLetter[] }) => void = () => undefined
  vi.mocked(deadLetters).mockReturnValueOnce(
    new Promise((resolve) => {
      answer = resolve
    }),
  )
  const waiting = list.more()
  await list.reload()
  answer({ items: [letter('late')] })
  await waiting
  expect(idsOf(list)).toEqual(['a', 'b'])
})

test('what is replayed or deleted is gone, what is refused stays', async () => {
  const list = new DeadLetters()
  await list.reload()
  await list.replay(letter('a'))
  vi.mocked(deleteDeadLetter).mockRejectedValue(ApiError.unreachable())
  await expect(list.remove(letter('b'))).rejects.toThrow()
  expect(idsOf(list)).toEqual(['b'])
  vi.mocked(deleteDeadLetter).mockResolvedValue()
  await list.remove(letter('b'))
  expect(idsOf(list)).toEqual([])
})

test('of many that are replayed the refused ones are counted, with a reason', async () => {
  const list = new DeadLetters()
  await list.reload()
  vi.mocked(replayDeadLetter).mockImplementation((id) =>
    id === 'b'
      ? Promise.reject(new ApiError(409, 'Conflict', 'No queue takes it.'))
      : Promise.resolve(),
  )
  expect(await list.replayAll(list.letters.value)).toEqual({
    done: 1,
    failed: 1,
    problem: 'No queue takes it.',
  })
  expect(idsOf(list)).toEqual(['b'])
})

test('letters that nobody answered are not said to be sent again by themselves', async () => {
  vi.mocked(replayDeadLetter).mockRejectedValue(ApiError.unreachable())
  const { problem } = await new DeadLetters().replayAll([letter('a')])
  expect(problem).toContain('try this again')
})

test('reasons are counted, the most frequent first', () => {
  expect(reasonsOf([letter('a', 'x'), letter('b', 'y'), letter('c', 'y')])).toEqual([
    ['y', 2],
    ['x', 1],
  ])
})

test('bytes are shown by sixteen, as hexadecimal and as text', () => {
  expect(hexLines(btoa('\u0001 no batch at all\u00ff'))).toEqual([
    '000000  01 20 6e 6f 20 62 61 74 63 68 20 61 74 20 61 6c  . no batch at al',
    `000010  6c ff${' '.repeat(42)}  l.`,
  ])
})
