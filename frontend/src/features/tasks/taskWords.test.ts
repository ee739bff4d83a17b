import { afterEach, describe, expect, test } from 'vitest'

import { DEFAULTS, preferences } from '../../shared/preferences'
import type { Choice, Task } from './tasksApi'
import {
  comparedWith,
  forecastSavings,
  nowhere,
  readingsOf,
  runTime,
  timesOf,
  whyOf,
} from './taskWords'

afterEach(() => {
  Object.assign(preferences, DEFAULTS)
})

const segment = (start: string, end: string) => ({ serverId: 's', start, end })

describe('grams beside those of an alternative', () => {
  test.each([
    [60, 100, '40 g less (40 %)'],
    [150, 100, '50 g more (50 %)'],
    [100, 100, 'the same'],
    [100.001, 100, 'the same'],
    [5, 0, '5 g more'],
  ])('%d beside %d are %s', (grams, alternative, words) => {
    expect(comparedWith(grams, alternative)).toBe(words)
  })
})

test.each([
  [['emulated'], 'emulated readings'],
  [['emulated', 'measured'], 'emulated and measured readings'],
  [[], 'readings'],
  [null, 'readings'],
])('a receipt counted from %j is said to be of %s', (origins, words) => {
  expect(readingsOf({ origins })).toBe(words)
})

describe('what a plan saves', () => {
  test('is the difference to running at once', () => {
    const grams = { plannedEmissionsGrams: 60, baselineEmissionsGrams: 100 }
    expect(forecastSavings({ state: 'planned', ...grams })).toBe(40)
    expect(forecastSavings({ state: 'done', ...grams })).toBe(40)
  })

  test.each([
    { state: 'done', plannedEmissionsGrams: 60, baselineEmissionsGrams: null },
    { state: 'done', plannedEmissionsGrams: null, baselineEmissionsGrams: 100 },
    { state: 'submitted' },
    { state: 'cancelled', plannedEmissionsGrams: 60, baselineEmissionsGrams: 100 },
    { state: 'failed', plannedEmissionsGrams: 60, baselineEmissionsGrams: 100 },
  ])('is not said of %j', (task) => {
    expect(forecastSavings(task)).toBeUndefined()
  })
})

describe('times', () => {
  const pieces = [
    segment('2026-11-27T10:00:00Z', '2026-11-27T11:00:00Z'),
    segment('2026-11-27T13:00:00Z', '2026-11-27T13:30:00Z'),
  ]

  test('of several pieces say how many', () => {
    expect(timesOf({ state: 'done', segments: pieces })).toMatch(/ – .*, in 2 pieces$/)
    expect(timesOf({ state: 'done', segments: pieces.slice(0, 1) })).not.toContain('pieces')
  })

  test('and a place are promised only to a task that may still get them', () => {
    const waiting = { state: 'submitted', segments: [] }
    expect([timesOf(waiting), nowhere(waiting)]).toEqual(['No times yet', 'Nowhere yet'])
    const refused = { state: 'refused', segments: [] }
    expect([timesOf(refused), nowhere(refused)]).toEqual(['Never', 'Nowhere'])
  })

  test('say a day once', () => {
    preferences.timeZone = 'UTC'
    const times = (end: string) =>
      timesOf({ state: 'done', segments: [segment('2026-11-28T00:46:00Z', end)] })
    expect(times('2026-11-28T00:49:00Z')).toBe('Sat 28 Nov, 00:46 – 00:49')
    expect(times('2026-11-29T00:49:00Z')).toBe('Sat 28 Nov, 00:46 – Sun 29 Nov, 00:49')
  })

  test('add up without the pauses', () => {
    expect(runTime(pieces)).toBe('1 h 30 min')
  })
})

describe('why it runs there and then', () => {
  const runNow = { siteId: 'here', grams: 100 } as Choice
  const planned = (grams: number | null, now: Choice | null, state = 'submitted'): Task =>
    ({
      state,
      plannedEmissionsGrams: grams,
      explanation: { plannedAt: '2026-11-27T10:00:00Z', runNow: now, alternatives: [] },
    }) as unknown as Task
  const why = (task: Task) => whyOf(task, (id) => `site ${id}`)

  test('says what is saved, where there is something', () => {
    expect(why(planned(60, runNow))).toMatch(
      /60 g rather than 100 g at once at site here: 40 g less \(40 %\)/,
    )
  })

  test('claims no saving where there is none', () => {
    expect(why(planned(100, runNow))).toMatch(/at once was the best/)
  })

  test('claims none for a plan that causes more by itself', () => {
    expect(why(planned(120, runNow))).toMatch(/20 g more \(20 %\)\. Room is kept/)
  })

  test('says that there was no choice to compare with', () => {
    expect(why(planned(60, null))).toMatch(/would have missed its deadline/)
  })

  test('waits for a planner', () => {
    expect(why(planned(null, null))).toMatch(/as soon as a planner/)
  })

  test('promises no plan to a task that was refused', () => {
    expect(why(planned(null, null, 'refused'))).toBe('It was never planned.')
  })
})
