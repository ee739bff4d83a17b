import { expect, test } from 'vitest'

import { decimalOf, numberProblem, wholeOf } from './decimals'

test.each([
  ['0.20', 0.2],
  ['0,20', 0.2],
  [' -59,5 ', -59.5],
  ['7', 7],
  ['.5', 0.5],
  ['5,', 5],
  ['1.500', 1.5],
  ['0,500', 0.5],
  ['1,5000', 1.5],
  ['1500,125', 1500.125],
])('%j is a number', (text, wanted) => {
  expect(decimalOf(text)).toBe(wanted)
})

test.each(['abc', '', ',', '1.234,5', '1,2,3', '1,500,000', '0x10', '1e3', 'Infinity', '1 2'])(
  '%j is no number',
  (text) => {
    expect(decimalOf(text)).toBeNaN()
  },
)

test.each([
  ['1,500', '1500 or 1.500'],
  [' 52,517 ', '52517 or 52.517'],
  ['-120,250', '-120250 or -120.250'],
])('%j may be thousands or thousandths, and is not guessed', (text, either) => {
  expect(decimalOf(text)).toBeNaN()
  expect(numberProblem(text, -1e6, 1e6)).toBe(
    `“${text.trim()}” may be ${either}; write one of these.`,
  )
})

test.each([
  ['7', 7],
  [' 1000 ', 1000],
  ['1,000', Number.NaN],
  ['1.0', Number.NaN],
  ['-1', Number.NaN],
  ['', Number.NaN],
])('%j is the whole number %d', (text, wanted) => {
  expect(wholeOf(text)).toBe(wanted)
})

test('what is wrong with a number is said: that it is none, missing or out of its range', () => {
  expect(numberProblem('0,5', 0, 1)).toBeUndefined()
  expect(numberProblem('abc', 0, 1)).toBe('“abc” is no number; write it like 1.25.')
  expect(numberProblem(' ', 0, 1)).toBe('A number from 0 to 1.')
  expect(numberProblem('1.01', 0, 1)).toBe('Must be from 0 to 1.')
})
