import { describe, expect, test } from 'vitest'

import { highestOf, pathsOf } from './intensityPaths'
import type { IntensityHour } from './planApi'

const HOUR = 3_600_000

function hour(
  index: number,
  kind: IntensityHour['kind'],
  grams: number,
  spread = 0,
): IntensityHour {
  return {
    start: new Date(index * HOUR).toISOString(),
    gramsPerKwh: grams,
    kind,
    ...(spread > 0 && { lowGramsPerKwh: grams - spread, highGramsPerKwh: grams + spread }),
  }
}

const x = (time: number) => time / HOUR
const y = (grams: number) => 100 - grams

describe('the intensity of a zone', () => {
  test('is a line of what was observed, and one of the forecast with its band', () => {
    const hours = [hour(0, 'observed', 50), hour(1, 'observed', 60), hour(2, 'forecast', 40, 10)]
    expect(pathsOf(hours, x, y)).toEqual({
      observed: 'M0.0 50.0L1.0 50.0L1.0 40.0L2.0 40.0',
      profile: '',
      forecast: 'M2.0 60.0L3.0 60.0',
      band: 'M2.0 50.0L3.0 50.0L3.0 70.0L2.0 70.0Z',
    })
  })

  test('is broken where an hour is missing', () => {
    const { observed } = pathsOf([hour(0, 'observed', 50), hour(2, 'observed', 50)], x, y)
    expect(observed.match(/M/g)).toHaveLength(2)
  })

  test('of a profile is no observation', () => {
    const paths = pathsOf([hour(0, 'profile', 50)], x, y)
    expect(paths).toMatchObject({ observed: '', profile: 'M0.0 50.0L1.0 50.0', forecast: '' })
  })

  test('is nothing where nothing is known', () => {
    expect(pathsOf([], x, y)).toEqual({ observed: '', profile: '', forecast: '', band: '' })
    expect(highestOf([])).toBe(0)
  })

  test('is as high as the band', () => {
    expect(highestOf([hour(0, 'observed', 50), hour(1, 'forecast', 45, 10)])).toBe(55)
  })
})
