import { describe, expect, test } from 'vitest'

import { duration, isoDuration, secondsOf, secondsOfIso } from './durations'

describe('a duration that is typed', () => {
  test.each([
    ['2h', 7_200],
    ['2 h 30 min', 9_000],
    ['2h30m', 9_000],
    ['90 minutes', 5_400],
    ['1,5 hours', 5_400],
    ['1 day', 86_400],
    ['2:30', 9_000],
    ['45s', 45],
  ])('%s is read', (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds)
  })

  test.each(['', '2', 'h', '2 h and more', '2 x', '2:75', '-2h', '1 month', '1,500 s'])(
    '“%s” is none',
    (text) => {
      expect(secondsOf(text)).toBeNaN()
    },
  )
})

describe('a duration of the platform', () => {
  test.each([
    ['PT2H30M', 9_000],
    ['PT36H', 129_600],
    ['P1DT1S', 86_401],
    [isoDuration(5_400), 5_400],
    ['nonsense', undefined],
  ])('%s is read', (text, seconds) => {
    expect(secondsOfIso(text)).toBe(seconds)
  })
})

test.each([
  [5, '5 s'],
  [60, '1 min'],
  [90, '1 min 30 s'],
  [7_200, '2 h'],
  [9_000, '2 h 30 min'],
  [86_400, '24 h'],
  [200_000, '2 d 7 h'],
])('%d seconds are said as %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words)
})
