import { expect, test } from 'vitest'

import { formOfSensor, patchOf, problemsOfSensor, type EmulatedSensor } from './emulatedSensors'

const sensor = {
  intervalMillis: 1500,
  noise: 0.07,
  offset: -12.5,
  fault: 'none',
  paused: false,
} as EmulatedSensor

test('a sensor is shown in seconds and per cent, and is the same when sent back', () => {
  const form = formOfSensor(sensor)
  expect(form).toMatchObject({ interval: '1.5', noise: '7', offset: '-12.5' })
  expect(patchOf(form)).toEqual({
    intervalMillis: 1500,
    noise: 0.07,
    offset: -12.5,
    fault: 'none',
    paused: false,
  })
  expect(patchOf({ ...form, interval: '0,25', paused: true })).toMatchObject({
    intervalMillis: 250,
    paused: true,
  })
})

test.each([
  ['interval', '0.05'],
  ['interval', '3601'],
  ['noise', '101'],
  ['noise', '-1'],
  ['offset', 'much'],
  ['offset', '1000001'],
])('%s must not be %j', (field, text) => {
  const form = formOfSensor(sensor)
  expect(problemsOfSensor(form)).toEqual({})
  expect(Object.keys(problemsOfSensor({ ...form, [field]: text }))).toEqual([field])
})
