import { describe, expect, test } from 'vitest'

import { layoutBars, niceCeiling } from './bars'

describe('bars', () => {
  test('stand on the ground, in pairs, and none is above the highest line', () => {
    const layout = layoutBars(
      [
        { label: 'a', now: 3, before: 1 },
        { label: 'b', now: undefined, before: 2.9 },
      ],
      600,
      180,
    )
    const ground = layout.lines[0]?.y as number
    const top = layout.lines.at(-1)?.y as number
    const drawn = layout.slots.flatMap(({ now: it, before }) => [it, before]).filter((it) => it)
    expect(drawn).toHaveLength(3)
    for (const bar of drawn) {
      expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBeCloseTo(ground)
      expect(bar?.y).toBeGreaterThanOrEqual(top)
    }
  })

  test.each([0, 0.004, 1, 1.3, 7, 99, 1234])('a round figure above %d', (value) => {
    const ceiling = niceCeiling(value)
    expect(ceiling).toBeGreaterThanOrEqual(value)
    expect(ceiling).toBeLessThanOrEqual(Math.max(1, value * 2.01))
  })
})
