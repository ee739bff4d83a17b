import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { forgetAll } from '../forgetting'
import type { LiveUpdate } from '../live/liveUpdate'
import { fleet } from './fleetStore'

const platform = vi.hoisted(() => ({
  servers: [] as unknown[],
  lists: 0,
  fails: false,
  onUpdate: undefined as ((update: LiveUpdate) => void) | undefined,
  onFlowing: undefined as ((stored: boolean) => void) | undefined,
}))

vi.mock('./fleetApi', () => ({
  latestOfFleet: () => {
    platform.lists++
    return platform.fails ? Promise.reject(new Error('down')) : Promise.resolve(platform.servers)
  },
}))
vi.mock('../live/liveConnection', () => ({
  live: {
    quiet: { know: () => undefined },
    watch: (
      _: string,
      onUpdate: (update: LiveUpdate) => void,
      onFlowing: (stored: boolean) => void,
    ) => {
      Object.assign(platform, { onUpdate, onFlowing })
      return () => Object.assign(platform, { onUpdate: undefined, onFlowing: undefined })
    },
  },
}))

const server = (id: string) => ({
  serverId: id,
  serverName: id,
  siteId: 's',
  siteName: 'S',
  rack: 'R',
  source: 'GRID',
})

const ids = () => fleet.rows.value.map(({ id }) => id)

const leaving: (() => void)[] = []

async function watch(): Promise<() => void> {
  const leave = fleet.watch()
  leaving.push(leave)
  await vi.advanceTimersByTimeAsync(0)
  return leave
}

beforeEach(() => {
  vi.useFakeTimers()
  Object.assign(platform, { servers: [server('a'), server('b')], lists: 0 })
  platform.fails = false
})

afterEach(() => {
  leaving.splice(0).forEach((leave) => {
    leave()
  })
  forgetAll()
  vi.useRealTimers()
})

describe('the fleet', () => {
  test('is fetched once, however many look at it, and again each minute', async () => {
    await watch()
    await watch()
    expect([platform.lists, ids()]).toEqual([1, ['a', 'b']])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(platform.lists).toBe(2)
  })

  test('stays for who looks next, who has it fetched anew; a failure leaves it there', async () => {
    const leave = await watch()
    leave()
    leaving.length = 0
    await vi.advanceTimersByTimeAsync(300_000)
    expect([platform.lists, platform.onUpdate]).toEqual([1, undefined])
    platform.fails = true
    leaving.push(fleet.watch())
    expect([fleet.loaded.value, ids()]).toEqual([true, ['a', 'b']])
    await vi.advanceTimersByTimeAsync(0)
    expect([platform.lists, ids()]).toEqual([2, ['a', 'b']])
    expect(fleet.problem.value).not.toBe('')
  })

  test('is forgotten with its user', async () => {
    await watch()
    forgetAll()
    expect([fleet.loaded.value, ids()]).toEqual([false, []])
  })

  test('draws live values together, and asks for the list when a newcomer is told of', async () => {
    await watch()
    const told = { metric: 'power', timestamp: 1, value: 7, origin: undefined }
    const before = fleet.rows.value
    platform.onUpdate?.({ ...told, serverId: 'a' })
    platform.onUpdate?.({ ...told, serverId: 'b' })
    expect(fleet.rows.value).toBe(before)
    await vi.advanceTimersByTimeAsync(250)
    expect(fleet.rows.value.map(({ power }) => power?.value)).toEqual([7, 7])
    await vi.advanceTimersByTimeAsync(6_000)
    platform.servers.push(server('c'))
    platform.onUpdate?.({ ...told, serverId: 'c' })
    platform.onUpdate?.({ ...told, serverId: 'c', timestamp: 2 })
    await vi.advanceTimersByTimeAsync(0)
    expect([platform.lists, ids()]).toEqual([2, ['a', 'b', 'c']])
  })

  test('catches up once when a connection is there again', async () => {
    await watch()
    platform.onFlowing?.(false)
    platform.onFlowing?.(true)
    await vi.advanceTimersByTimeAsync(0)
    expect(platform.lists).toBe(2)
  })
})
