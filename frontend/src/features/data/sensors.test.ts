import { expect, test } from 'vitest'

import type { FleetSensor } from './dataApi'
import { keyOf, parseKey, Sensors, type SensorChoice } from './sensors'

const T = Date.parse('2026-03-01T12:00:00Z')
const ALL: SensorChoice = { search: '', silentMillis: undefined, sort: 'name', descending: false }

function sensor(serverId: string, metric: string, age?: number): FleetSensor {
  return {
    serverId,
    metric,
    serverName: `node-${serverId}`,
    siteName: 'Oslo 1',
    last: age === undefined ? undefined : { timestamp: T - age, value: 1, origin: 'MEASURED' },
  }
}

function sensorsOf(...told: FleetSensor[]): Sensors {
  const sensors = new Sensors()
  sensors.fill(told)
  return sensors
}

const keys = (sensors: Sensors, choice: Partial<SensorChoice>) =>
  sensors.choose({ ...ALL, ...choice }, T).map(keyOf)

test('are sorted by server as people count, power before CO₂', () => {
  const sensors = sensorsOf(sensor('10', 'power'), sensor('9', 'co2'), sensor('9', 'power'))
  expect(keys(sensors, {})).toEqual(['9.power', '9.co2', '10.power'])
  expect(keys(sensors, { descending: true })).toEqual(['10.power', '9.co2', '9.power'])
})

test('those that were silent longest come first by lag, and such as never read before all', () => {
  const sensors = sensorsOf(
    sensor('1', 'power', 5000),
    sensor('2', 'power'),
    sensor('3', 'power', 90_000),
    sensor('4', 'power'),
  )
  expect(keys(sensors, { sort: 'lag', descending: true })).toEqual([
    '2.power',
    '4.power',
    '3.power',
    '1.power',
  ])
})

test('only silent ones are listed, from the asked length on', () => {
  const sensors = sensorsOf(
    sensor('1', 'power', 60_000),
    sensor('2', 'power', 60_001),
    sensor('3', 'power'),
  )
  expect(keys(sensors, { silentMillis: 60_000 })).toEqual(['2.power', '3.power'])
})

test.each([
  ['node-1 co', ['1.co2']],
  ['CO₂', ['1.co2']],
  ['oslo POWER', ['1.power']],
  ['berlin', []],
])('a search for %s finds %j', (search, found) => {
  expect(keys(sensorsOf(sensor('1', 'power'), sensor('1', 'co2')), { search })).toEqual(found)
})

test('a live value changes its sensor, an older one does not, an unknown one is told', () => {
  const sensors = sensorsOf(sensor('1', 'power', 5000))
  const update = { serverId: '1', metric: 'power', timestamp: T, value: 7, origin: undefined }
  expect(sensors.apply(update)).toBe(true)
  expect(sensors.apply({ ...update, timestamp: T - 1, value: 8 })).toBe(true)
  expect(sensors.find(update)?.last).toEqual({ timestamp: T, value: 7, origin: 'MEASURED' })
  expect(sensors.apply({ ...update, metric: 'temperature' })).toBe(false)
})

test('filled again, they keep live values that are newer than the stored ones', () => {
  const sensors = sensorsOf(sensor('1', 'power', 5000), sensor('2', 'power', 5000))
  sensors.apply({ serverId: '1', metric: 'power', timestamp: T, value: 7, origin: undefined })
  sensors.fill([sensor('1', 'power', 3000), sensor('3', 'power', 0)])
  expect(keys(sensors, {})).toEqual(['1.power', '3.power'])
  expect(sensors.find({ serverId: '1', metric: 'power' })?.last?.value).toBe(7)
})

test('a key names a sensor, whatever is in the id', () => {
  const name = { serverId: 'a.b', metric: 'power' }
  expect(parseKey(keyOf(name))).toEqual(name)
})

test.each([undefined, '', 'power', '.power', 'a.', ['a.power']])('%j is no key', (key) => {
  expect(parseKey(key)).toBeUndefined()
})
