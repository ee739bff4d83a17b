import { describe, expect, test } from 'vitest'

import { chartQuery, hasRun, historyOf } from './taskHistory'
import type { Task } from './tasksApi'

const NOW = Date.parse('2026-11-27T12:00:00Z')
const at = (hour: number) => new Date(Date.UTC(2026, 10, 27, hour)).toISOString()

function task(changed: Partial<Task>): Task {
  return {
    id: 't',
    state: 'planned',
    submittedAt: at(9),
    segments: [],
    explanation: { plannedAt: at(10), alternatives: [] },
    ...changed,
  } as Task
}

const PIECES = [
  { serverId: 'a', start: at(11), end: at(13) },
  { serverId: 'a', start: at(15), end: at(16) },
]

describe('the history', () => {
  test('of a task in pieces says what was and what is to come', () => {
    const events = historyOf(task({ state: 'running', segments: PIECES }), NOW)
    expect(events.map(({ title, ahead }) => [title, ahead])).toEqual([
      ['Submitted', false],
      ['Planned', false],
      ['Begins', false],
      ['Pauses', true],
      ['Goes on', true],
      ['Is expected to end', true],
    ])
  })

  test('of a task that has ended says how and why, and expects nothing more', () => {
    const events = historyOf(
      task({
        state: 'missed',
        segments: PIECES.slice(0, 1),
        endedAt: at(12),
        reason: 'Its deadline passed.',
      }),
      NOW,
    )
    expect(events.at(-1)).toEqual({
      at: at(12),
      title: 'Missed',
      note: 'Its deadline passed.',
      ahead: false,
    })
    expect(events.some(({ ahead }) => ahead)).toBe(false)
  })

  test('of a task that nobody has planned is that it was submitted', () => {
    const events = historyOf(task({ state: 'submitted', explanation: null }), NOW)
    expect(events.map(({ title }) => title)).toEqual(['Submitted'])
  })
})

describe('a run', () => {
  test('that is over has a chart of its time', () => {
    expect(chartQuery({ serverId: 'a', start: at(9), end: at(10) }, NOW)).toEqual({
      from: '2026-11-27T08:55:00.000Z',
      to: '2026-11-27T10:05:00.000Z',
    })
  })

  test('that goes on has a live one', () => {
    expect(chartQuery({ serverId: 'a', start: at(11), end: at(13) }, NOW)).toEqual({
      from: '2026-11-27T10:55:00.000Z',
      to: 'now',
      live: '1',
    })
  })
})

test.each<[Partial<Task>, boolean]>([
  [{ segments: PIECES }, false],
  [{ segments: PIECES, endedAt: at(12) }, true],
  [{ segments: PIECES, endedAt: at(10) }, false],
  [{ endedAt: at(10) }, false],
])('of %j a receipt is made: %s', (changed, made) => {
  expect(hasRun(task(changed))).toBe(made)
})
