import { expect, test } from 'vitest'

import { idsOf, lineOf, MOST_SERVERS } from './compareModel'

test('an address names each server once', () => {
  expect(idsOf('a,b,,a,c')).toEqual(['a', 'b', 'c'])
  expect(idsOf(undefined)).toEqual([])
  expect(idsOf(['a', 'b'])).toEqual(['a', 'b'])
})

test('an address names no more servers than can be told apart', () => {
  const many = Array.from({ length: 50 }, (_, index) => `s${index}`)
  const ids = idsOf(many.join(','))
  expect(ids).toHaveLength(MOST_SERVERS)
  const looks = ids.map((id, index) => lineOf(id, index))
  expect(new Set(looks.map(({ colour, dashed }) => `${colour} ${dashed}`)).size).toBe(MOST_SERVERS)
})
