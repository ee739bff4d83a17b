import { expect, test } from 'vitest'

import { csvOf } from './csv'

test.each([
  ['plain', '"plain"'],
  ['', '""'],
  ['a, b', '"a, b"'],
  ['a "b" c', '"a ""b"" c"'],
  ['two\nlines', '"two\nlines"'],
  ['=SUM(A1)', '"\'=SUM(A1)"'],
  ['+1', '"\'+1"'],
  ['-1', '"\'-1"'],
  ['@a', '"\'@a"'],
  ['a=b', '"a=b"'],
])('%j is the cell %s', (text, cell) => {
  expect(csvOf([[text]])).toBe(`${cell}\r\n`)
})

test('cells are parted by commas, rows by line breaks', () => {
  const rows = [
    ['a', 'b'],
    ['1', '2'],
  ]
  expect(csvOf(rows)).toBe('"a","b"\r\n"1","2"\r\n')
})
