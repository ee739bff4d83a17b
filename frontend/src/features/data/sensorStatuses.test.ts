import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { statusOf, type SensorStatus } from './dataApi'
import { REFRESH_MILLIS, sensorStatuses } from './sensorStatuses'

vi.mock('./dataApi')

const status = (gapCount: number): SensorStatus[] => [
  { metric: 'power', unit: 'W', gaps: [], gapCount },
]
const here = new AbortController().signal
let server = ''

beforeEach(({ task }) => {
  vi.useFakeTimers()
  server = task.name
  vi.mocked(statusOf).mockReset().mockResolvedValueOnce(status(1)).mockResolvedValue(status(2))
})

afterEach(() => {
  vi.useRealTimers()
})

test('rows of one server ask once, and again when it is old', async () => {
  const asked = await Promise.all([sensorStatuses(server, here), sensorStatuses(server, here)])
  expect(asked).toEqual([status(1), status(1)])
  vi.advanceTimersByTime(REFRESH_MILLIS)
  expect(await sensorStatuses(server, here)).toEqual(status(2))
  expect(statusOf).toHaveBeenCalledTimes(2)
})

test('a row that is gone is not asked for', async () => {
  expect(await sensorStatuses(server, AbortSignal.abort())).toEqual([])
  expect(statusOf).not.toHaveBeenCalled()
})

test('what failed is asked again', async () => {
  vi.mocked(statusOf)
    .mockReset()
    .mockRejectedValueOnce(new Error('away'))
    .mockResolvedValue(status(3))
  await expect(sensorStatuses(server, here)).rejects.toThrow('away')
  expect(await sensorStatuses(server, here)).toEqual(status(3))
})

test('many servers are asked a few at a time', async () => {
  const answers: (() => void)[] = []
  vi.mocked(statusOf)
    .mockReset()
    .mockImplementation(
      () =>
        new Promise((resolve) => {
          answers.push(() => {
            resolve(status(0))
          })
        }),
    )
  const all = Array.from({ length: 10 }, (_, index) => sensorStatuses(`${server} ${index}`, here))
  await vi.advanceTimersByTimeAsync(1)
  expect(answers).toHaveLength(3)
  while (answers.length > 0) {
    answers.shift()?.()
    await vi.advanceTimersByTimeAsync(1)
  }
  expect(await Promise.all(all)).toHaveLength(10)
  expect(statusOf).toHaveBeenCalledTimes(10)
})
