import { expect, test } from 'vitest'

import type { Line } from './threadLines'
import { addedBelow } from './useLogScroll'

function lines(...sequences: number[]): Line[] {
  return sequences.map((sequence) => ({ kind: 'message', key: `m${sequence}` }) as Line)
}

test('what was put above is not below, and what is below is what came after the last', () => {
  const keys = (now: Line[], before: Line[]): string[] =>
    addedBelow(now, before).map(({ key }) => key)
  expect(keys(lines(1, 2, 3, 4), lines(3, 4))).toEqual([])
  expect(keys(lines(3, 4, 5, 6), lines(3, 4))).toEqual(['m5', 'm6'])
  expect(keys(lines(1, 2), [])).toEqual([])
})
