import { beforeEach, expect, test, vi } from 'vitest'

import { seriesOf } from '../api/series'
import { beginSeries, takeBegun } from './begunSeries'

vi.mock('../api/series', () => ({ seriesOf: vi.fn() }))

const MINUTE = 60_000
const RANGE = { from: 0, to: 10 * MINUTE }
const STORED = { resolution: 1000, points: [] }

beforeEach(() => {
  vi.mocked(seriesOf).mockReset().mockResolvedValue(STORED)
})

test('what was begun is taken once', async () => {
  beginSeries('a', RANGE)
  expect(await takeBegun('a', { from: 300, to: RANGE.to + 300 })).toEqual([STORED, STORED])
  expect(takeBegun('a', RANGE)).toBeUndefined()
})

test.each([
  ['another server', 'b', RANGE],
  ['another end', 'a', { from: 0, to: 11 * MINUTE }],
  ['another start', 'a', { from: MINUTE, to: RANGE.to }],
])('%s has nothing begun', (_, id, wanted) => {
  beginSeries('a', RANGE)
  expect(takeBegun(id, wanted)).toBeUndefined()
})

test('a failure is told to whoever takes it', async () => {
  vi.mocked(seriesOf).mockRejectedValue(new Error('away'))
  beginSeries('a', RANGE)
  await expect(takeBegun('a', RANGE)).rejects.toThrow('away')
})
