import { describe, expect, test } from 'vitest'

import type { Place } from '../../shared/tasks/usePlaces'
import { lanesOf } from './lanes'
import type { PlannedTask } from './planApi'

const at = (hour: number) => new Date(Date.UTC(2026, 10, 27, hour)).toISOString()

function task(taskId: string, ...segments: [serverId: string, from: number, to: number][]) {
  return {
    taskId,
    name: taskId,
    segments: segments.map(([serverId, from, to]) => ({ serverId, start: at(from), end: at(to) })),
  } as unknown as PlannedTask
}

const PLACES: Record<string, Place> = {
  a1: { serverName: 'a1', siteId: 'a', siteName: 'Aarhus', gridZone: 'DK' },
  a2: { serverName: 'a2', siteId: 'a', siteName: 'Aarhus', gridZone: 'DK' },
  z1: { serverName: 'z1', siteId: 'z', siteName: 'Zürich', gridZone: 'CH' },
}
const placeOf = (id: string) => PLACES[id]

describe('lanes', () => {
  const tasks = [
    task('late', ['z1', 3, 4]),
    task('long', ['a1', 0, 5]),
    task('short', ['a2', 1, 2], ['a2', 6, 7]),
  ]

  test('by site have all that runs there, by name', () => {
    const lanes = lanesOf(tasks, 'site', placeOf)
    expect(lanes.map(({ title, zone, pieces }) => [title, zone, pieces.length])).toEqual([
      ['Aarhus', 'DK', 3],
      ['Zürich', 'CH', 1],
    ])
  })

  test('by server have what runs on it', () => {
    const lanes = lanesOf(tasks, 'server', placeOf)
    expect(lanes.map(({ title }) => title)).toEqual(['a1, Aarhus', 'a2, Aarhus', 'z1, Zürich'])
  })

  test('have as many rows as run at once, and none covers another', () => {
    const [lane] = lanesOf(tasks, 'site', placeOf)
    expect(lane?.rows).toBe(2)
    expect(lane?.pieces.map(({ row }) => row)).toEqual([0, 1, 0])
  })

  test('keep what ran on servers that are not known any more', () => {
    const lanes = lanesOf([task('old', ['gone', 0, 1])], 'site', placeOf)
    expect(lanes.map(({ title, zone }) => [title, zone])).toEqual([
      ['Servers that are retired', undefined],
    ])
  })
})
