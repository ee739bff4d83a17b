import { describe, expect, test } from 'vitest'

import type { Site } from '../api/sites'
import { emptySite, formOfSite, problemsOfSite, requestOfSite } from './siteForm'

const form = (changes = {}) => ({
  ...emptySite(),
  name: 'Oslo',
  gridZone: 'no-no1',
  latitude: '59.9',
  longitude: '10.7',
  ...changes,
})

describe('a site that is typed', () => {
  test('with the defaults lacks its name, zone and place', () => {
    expect(Object.keys(problemsOfSite(emptySite()))).toEqual([
      'name',
      'gridZone',
      'latitude',
      'longitude',
    ])
    expect(problemsOfSite(form())).toEqual({})
  })

  test('is told what is wrong with a number: that it is none, or out of its range', () => {
    expect(problemsOfSite(form({ electricityPricePerKwh: 'abc' }))).toEqual({
      electricityPricePerKwh: '“abc” is no number; write it like 1.25.',
    })
    expect(problemsOfSite(form({ pue: '0,9' }))).toEqual({ pue: 'Must be from 1 to 5.' })
    expect(problemsOfSite(form({ latitude: '91' })).latitude).toContain('-90 to 90')
  })

  test.each([
    ['name', '-Oslo'],
    ['gridZone', 'Norway'],
    ['currency', '€'],
    ['longitude', '181'],
  ])('has a problem with its %s: %j', (field, text) => {
    expect(Object.keys(problemsOfSite(form({ [field]: text })))).toEqual([field])
  })

  test('is sent as numbers and in capitals', () => {
    expect(requestOfSite(form({ electricityPricePerKwh: '0,20', currency: ' nok ' }))).toEqual({
      name: 'Oslo',
      gridZone: 'NO-NO1',
      latitude: 59.9,
      longitude: 10.7,
      pue: 1.3,
      electricityPricePerKwh: 0.2,
      currency: 'NOK',
    })
  })

  test('is the same again when it is edited without a change', () => {
    const request = requestOfSite(form())
    expect(requestOfSite(formOfSite(request as Site))).toEqual(request)
  })
})
