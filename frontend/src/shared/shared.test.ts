import { afterEach, describe, expect, test, vi } from 'vitest'

import { noteServerTime, now } from './clock'
import {
  age,
  axisFigure,
  counted,
  emissionRate,
  mass,
  money,
  NONE,
  power,
  share,
  timeOfDay,
} from './format'
import { parseLiveUpdates } from './live/liveUpdate'

afterEach(() => {
  noteServerTime(new Date().toUTCString())
  vi.useRealTimers()
})

describe('figures', () => {
  test.each([
    [counted(0, 'server'), '0 servers'],
    [counted(1, 'server'), '1 server'],
    [counted(1024, 'server'), '1,024 servers'],
    [power(0), '0.0 W'],
    [power(245.26), '245.3 W'],
    [power(999), '999.0 W'],
    [power(12_345), '12.35 kW'],
    [power(2.5e6), '2.50 MW'],
    [power(undefined), NONE],
    [emissionRate(81.44), '81.4 g/h'],
    [emissionRate(20_000), '20.00 kg/h'],
    [mass(999), '999 g'],
    [mass(1500), '1.5 kg'],
    [mass(-1500), '-1.5 kg'],
    [mass(-2_000_000), '-2 t'],
    // Not quite all is not all.
    [share(0.9999), '99 %'],
    [share(1), '100 %'],
    [share(0.29), '29 %'],
    [share(0.58), '58 %'],
    [share(0.007), '< 1 %'],
    [share(0), '0 %'],
    [money(1.5, 'EUR'), '€1.50'],
    [money(0.00062, 'EUR'), '€0.00062'],
    [money(1.5, undefined), '1.5'],
    [axisFigure(250, 50), '250'],
    [axisFigure(0.25, 0.05), '0.25'],
    [age(-400), 'now'],
    [age(59_000), '59 s ago'],
    [age(61_000), '1 min ago'],
    [age(3 * 86_400_000), '3 d ago'],
  ])('%s', (shown, wanted) => {
    expect(shown).toBe(wanted)
  })

  test('the afternoon is written on a 24-hour clock', () => {
    expect(timeOfDay(new Date(2026, 2, 1, 15, 4, 5).getTime())).toBe('15:04:05')
    expect(timeOfDay(new Date(2026, 2, 1, 0, 4, 5).getTime(), false)).toBe('00:04')
  })
})

describe('the clock', () => {
  test('follows the platform when this one is wrong', () => {
    vi.useFakeTimers({ now: Date.parse('2026-03-01T09:00:00Z') })
    noteServerTime('Sun, 01 Mar 2026 12:00:00 GMT')
    expect(new Date(now()).toISOString()).toBe('2026-03-01T12:00:00.000Z')
  })

  test.each(['Sun, 01 Mar 2026 09:00:01 GMT', 'nonsense', null])('is not moved by %s', (header) => {
    vi.useFakeTimers({ now: Date.parse('2026-03-01T09:00:00Z') })
    noteServerTime(header)
    expect(now()).toBe(Date.now())
  })
})

describe('a live message', () => {
  const message = { serverId: 's', metric: 'power', timestamp: 1000, value: 2 }

  test.each([
    [{ ...message, origin: 'emulated' }, 'EMULATED'],
    [{ ...message, timestamp: '1970-01-01T00:00:01Z' }, undefined],
  ])('%j is read', (body, origin) => {
    expect(parseLiveUpdates(JSON.stringify(body))).toEqual([{ ...message, origin }])
  })

  test.each([
    '',
    'null',
    '[]',
    '{"serverId":"s"}',
    JSON.stringify({ ...message, value: '2' }),
    JSON.stringify({ ...message, timestamp: 'yesterday' }),
  ])('%s is left alone', (body) => {
    expect(parseLiveUpdates(body)).toEqual([])
  })

  test('of many updates gives each that can be read', () => {
    const body = JSON.stringify([message, null, { ...message, value: 3 }])
    expect(parseLiveUpdates(body).map(({ value }) => value)).toEqual([2, 3])
  })
})
