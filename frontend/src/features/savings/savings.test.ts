import { describe, expect, test } from 'vitest'

import { basisOf, bucketName, savedGrams, toldBuckets, type Savings } from './savings'

function savings(tasks: number, notCompared: number, grams = 0): Savings {
  return { tasks, notCompared, energyKwh: 0, emissionsGrams: 0, runNowGrams: 0, savedGrams: grams }
}

describe('what was saved', () => {
  test('is not said where nothing was compared', () => {
    expect(savedGrams(undefined)).toBeUndefined()
    expect(savedGrams(savings(0, 3))).toBeUndefined()
  })

  test.each([12, 0, -5])('is %d where that was computed', (grams) => {
    expect(savedGrams(savings(2, 0, grams))).toBe(grams)
  })
})

test.each([
  [savings(1, 0), 'CO₂eq of 1 task in 30 days'],
  [savings(12, 1), 'CO₂eq of 12 tasks in 30 days; 1 task not compared'],
  [savings(0, 0), 'nothing to compare in 30 days'],
  [savings(0, 2), 'nothing to compare in 30 days; 2 tasks not compared'],
])('it is said of how many tasks: %j', (it, words) => {
  expect(basisOf(it)).toBe(words)
})

test('buckets are told in which a task ended, the newest first', () => {
  const bucket = (start: string, tasks: number, notCompared: number) => ({
    start,
    savings: savings(tasks, notCompared),
  })
  const answer = {
    bucket: 'day',
    zone: 'UTC',
    total: savings(3, 1),
    buckets: [
      bucket('2026-11-26T00:00:00Z', 3, 0),
      bucket('2026-11-27T00:00:00Z', 0, 0),
      bucket('2026-11-28T00:00:00Z', 0, 1),
    ],
  }

  expect(toldBuckets(answer).map(({ start }) => start.slice(0, 10))).toEqual([
    '2026-11-28',
    '2026-11-26',
  ])
})

test('a bucket is called by its day or its month', () => {
  expect(bucketName('2026-11-28T12:00:00Z', 'day')).toBe('Sat, 28 Nov 2026')
  expect(bucketName('2026-11-28T12:00:00Z', 'month')).toBe('November 2026')
})
