import { describe, expect, test } from 'vitest'

import { basisOf, savedGrams, type Savings } from './savings'

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
