import { describe, expect, test } from 'vitest'

import type { Server } from '../../shared/api/servers'
import type { Site, SiteIntensity } from '../../shared/api/sites'
import {
  changedFields,
  emptyForm,
  formField,
  formOf,
  previewOf,
  problemsOf,
  requestOf,
  type ServerForm,
} from './serverForm'

const form = (changes: Partial<ServerForm> = {}): ServerForm => ({
  ...emptyForm(),
  siteId: 's1',
  name: 'web-01',
  ...changes,
})

describe('what is typed', () => {
  test('with the defaults lacks a site and a name', () => {
    expect(Object.keys(problemsOf(emptyForm()))).toEqual(['siteId', 'name'])
    expect(problemsOf(form())).toEqual({})
  })

  test.each([
    ['name', { name: ' ' }],
    ['name', { name: '-web' }],
    ['rack', { rack: '<b>' }],
    ['cores', { cores: '0' }],
    ['cores', { cores: '1.5' }],
    ['cores', { cores: '' }],
    ['cores', { cores: '1,000' }],
    ['idleWatts', { idleWatts: 'many' }],
    ['idleWatts', { idleWatts: '-1' }],
    ['peakWatts', { peakWatts: '100' }],
    ['curve', { curve: '1 2 3' }],
    ['curve', { curve: '1 2 3 4 5 6 7 8 9 10 x' }],
    ['curve', { curve: '-1 2 3 4 5 6 7 8 9 10 11' }],
    ['curve', { curve: '100 110 120 130 140 150 142 160 170 180 190' }],
  ] as const)('has a problem with its %s: %j', (field, changes) => {
    expect(Object.keys(problemsOf(form(changes)))).toContain(field)
  })

  test('is sent without blanks around it, and with a curve only where there is one', () => {
    expect(requestOf(form({ name: ' web-01 ', rack: ' R1 ' }))).toEqual({
      name: 'web-01',
      siteId: 's1',
      rack: 'R1',
      cores: 32,
      energy: { source: 'GRID', idleWatts: 120, peakWatts: 450 },
      sensorMode: 'EMULATED',
    })
    const curve = '100, 110, 120, 130, 140, 150, 160, 170, 180, 190, 200'
    expect(requestOf(form({ curve })).energy?.powerCurveWatts).toHaveLength(11)
  })
})

test('a name that is missing is asked for, and one that is wrong is told why', () => {
  expect(problemsOf(form({ name: ' ' })).name).toBe('Give it a name.')
  expect(problemsOf(form({ name: '-web' })).name).toContain('Begins with a letter or digit')
})

test('a decimal comma is taken, and what is no number is told', () => {
  expect(problemsOf(form({ idleWatts: '54,5' }))).toEqual({})
  expect(requestOf(form({ idleWatts: '54,5' })).energy?.idleWatts).toBe(54.5)
  expect(problemsOf(form({ idleWatts: 'many' })).idleWatts).toContain('“many” is no number')
})

test.each([
  ['commas and blanks', ', ', '54.5'],
  ['commas', ',', '54.5'],
  ['blanks', ' ', '54,5'],
  ['tabs', '\t', '54,5'],
  ['semicolons', ';', '54,5'],
  ['semicolons and blanks', ' ; ', '54,5'],
  ['commas and blanks beside decimal commas', ', ', '54,5'],
])('figures of a curve may be parted by %s', (_, between, first) => {
  const curve = [first, ...Array.from({ length: 10 }, (__, at) => String(100 + 10 * at))]
  const typed = form({ curve: curve.join(between) })
  expect(problemsOf(typed)).toEqual({})
  expect(requestOf(typed).energy?.powerCurveWatts?.slice(0, 2)).toEqual([54.5, 100])
})

test.each([
  [
    '1,5,'.repeat(10) + '1,5',
    'not 22: watts at 0, 10, .. 100 % load. Between numbers with decimal',
  ],
  ['54 100 110', 'not 3'],
  ['54 100 110 120 130 140 150 160 170 180 x', '“x” is no number'],
  ['1,100 1,200 1,300 1,400 1,500 1,600 1,700 1,800 1,900 2,000 2,100', '“1,100” may be 1100'],
  ['54;100;110;120;130;140;150;160;170;180;', 'A number from 0 to 10,000,000'],
])('what is wrong with the curve %j is told', (curve, reason) => {
  expect(problemsOf(form({ curve })).curve).toContain(reason)
})

test('a curve may dip as measured ones do, and is told where it falls', () => {
  const dips = '100 110 120 130 140 150 143 160 170 180 190'
  expect(problemsOf(form({ curve: dips })).curve).toBeUndefined()
  expect(problemsOf(form({ curve: dips.replace('143', '142') })).curve).toContain('at 60 % load')
})

test('a refused field is found in the form', () => {
  expect(formField('energy.idleWatts')).toBe('idleWatts')
  expect(formField('name')).toBe('name')
  expect(formField('labels.x')).toBeUndefined()
})

test('a year costs its energy times PUE, price and intensity', () => {
  const site = { pue: 1.5, electricityPricePerKwh: 0.2 } as Site
  const intensity = { meanGramsPerKwh: { GRID: 400, WIND: 11 } } as unknown as SiteIntensity
  const preview = previewOf(form({ idleWatts: '100', peakWatts: '1000' }), site, intensity)
  expect(preview?.energyKwh).toEqual([876, 8760])
  expect(preview?.cost[1]).toBeCloseTo(8760 * 1.5 * 0.2)
  expect(preview?.emissionsGrams[1]).toBeCloseTo(8760 * 1.5 * 400)
  expect(previewOf(form(), undefined, intensity)).toBeUndefined()
  const curve = '200 210 220 230 240 250 260 270 280 290 500'
  expect(previewOf(form({ curve }), site, intensity)?.energyKwh).toEqual([1752, 4380])
  expect(previewOf(form({ curve: '1 2' }), site, intensity)?.energyKwh[1]).toBe(3942)
})

test('a server is shown as it is, and what somebody else changed is found', () => {
  const server = {
    siteId: 's1',
    name: 'web-01',
    rack: 'R1',
    cores: 8,
    energy: { source: 'WIND', idleWatts: 50, peakWatts: 90.5, powerCurveWatts: [50, 90.5] },
    sensorMode: 'EXTERNAL',
  } as unknown as Server
  const shown = formOf(server)
  expect(shown).toEqual({
    siteId: 's1',
    name: 'web-01',
    rack: 'R1',
    cores: '8',
    source: 'WIND',
    idleWatts: '50',
    peakWatts: '90.5',
    curve: '50, 90.5',
    sensorMode: 'EXTERNAL',
  })
  expect(changedFields(shown, formOf({ ...server, rack: 'R2' }))).toEqual([
    { field: 'rack', before: 'R1', after: 'R2' },
  ])
})
