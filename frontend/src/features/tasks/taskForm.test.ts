import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { DEFAULTS, preferences } from '../../shared/preferences'
import {
  emptyForm,
  formField,
  previewRequestOf,
  problemsOf,
  requestOf,
  type TaskForm,
} from './taskForm'

const NOW = Date.parse('2026-11-27T12:00:30Z')

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
  preferences.timeZone = 'Europe/Berlin'
})

afterEach(() => {
  vi.useRealTimers()
  Object.assign(preferences, DEFAULTS)
})

function typed(changed: Partial<TaskForm>): TaskForm {
  return { ...emptyForm(), name: 'Nightly training', ...changed }
}

describe('a form that was just opened', () => {
  test('lacks nothing but a name', () => {
    expect(Object.keys(problemsOf(emptyForm()))).toEqual(['name'])
  })

  test('has until this time tomorrow', () => {
    expect(emptyForm().deadline).toBe('2026-11-28T13:00:00')
  })
})

describe('what is wrong', () => {
  test.each<[Partial<TaskForm>, keyof TaskForm, RegExp]>([
    [{ name: '  ' }, 'name', /Give it a name/],
    [{ name: 'x'.repeat(121) }, 'name', /At most 120/],
    [{ cores: '0' }, 'cores', /from 1 to 4096/],
    [{ cores: '4,000' }, 'cores', /from 1 to 4096/],
    [{ cores: '1.5' }, 'cores', /whole number/],
    [{ duration: '2' }, 'duration', /like 2 h/],
    [{ duration: '30 s' }, 'duration', /one minute/],
    [{ duration: '8 d', deadline: '2026-12-10T13:00:00' }, 'duration', /seven days/],
    [{ deadline: '' }, 'deadline', /until when/],
    [{ deadline: '2026-11-27T13:00:00' }, 'deadline', /over already/],
    [{ deadline: '2026-12-12T13:00:00' }, 'deadline', /14 days/],
    [{ earliestStart: '2026-11-29T12:30' }, 'earliestStart', /Not after/],
    [{ earliestStartPartial: true }, 'earliestStart', /date and time/],
    [{ command: 'run' }, 'image', /name of an image/],
    [{ image: 'Not an image' }, 'image', /name of an image/],
    [{ image: 'a', env: 'NOTHING' }, 'env', /NAME=value/],
    [{ image: 'a', env: '1ST=x' }, 'env', /NAME=value/],
    [{ image: 'a', env: 'A=1\nB=2\nA=3' }, 'env', /once/],
    [{ image: 'a', command: 'x\n'.repeat(65) }, 'command', /At most 64/],
  ])('with %j is said at %s', (changed, field, reason) => {
    expect(problemsOf(typed(changed))).toEqual({ [field]: expect.stringMatching(reason) })
  })
})

test.each<Partial<TaskForm>>([{ duration: '25 h' }, { earliestStart: '2026-11-28T12:30' }])(
  'too little time, as with %j, is said at both fields that could mend it',
  (changed) => {
    expect(problemsOf(typed(changed))).toEqual({
      duration: expect.stringMatching(/Longer than/),
      deadline: expect.stringMatching(/less time/),
    })
  },
)

test.each([
  ['cores', 'cores'],
  ['allowedSites', 'sites'],
  ['allowedZones', 'zones'],
  ['deadline', 'deadline'],
  ['clientId', undefined],
])('a refusal of %s is said at %s', (field, shown) => {
  expect(formField(field)).toBe(shown)
})

describe('what is sent', () => {
  test('has times of the shown time zone, and no container where none was wanted', () => {
    expect(requestOf(typed({ duration: '90 min', earliestStart: '2026-11-27T20:00' }))).toEqual({
      name: 'Nightly training',
      cores: 4,
      expectedDuration: 'PT5400S',
      earliestStart: '2026-11-27T19:00:00.000Z',
      deadline: '2026-11-28T12:00:00.000Z',
      interruptible: false,
      allowedSites: [],
      allowedZones: [],
    })
  })

  test('has the parts of the command and the variables of a container', () => {
    const form = typed({ image: ' train:1.4 ', command: 'python\ntrain.py', env: 'A=b=c\n\nD=' })
    expect(requestOf(form).container).toEqual({
      image: 'train:1.4',
      command: ['python', 'train.py'],
      env: { A: 'b=c', D: '' },
    })
  })
})

describe('what the best times are asked for with', () => {
  test('needs no name, and no container', () => {
    const asked = previewRequestOf({ ...emptyForm(), image: 'Not an image' })
    expect(asked).toMatchObject({ name: 'Preview', cores: 4 })
    expect(asked).not.toHaveProperty('container')
  })

  test('has a name that is there: the platform may know how long such tasks take', () => {
    expect(previewRequestOf({ ...emptyForm(), name: ' Report ' })).toMatchObject({ name: 'Report' })
  })

  test.each<Partial<TaskForm>>([{ cores: '' }, { duration: '1 x' }, { deadline: '' }])(
    'is nothing with %j',
    (changed) => {
      expect(previewRequestOf(typed(changed))).toBeUndefined()
    },
  )
})
