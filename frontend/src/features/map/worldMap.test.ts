import { describe, expect, test } from 'vitest'

import { CLASSES, colourOf, wordsOf } from './intensityScale'
import { DESK, drawMap, PHONE } from './worldMap'

const land = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 40],
      [0, 60],
      [20, 60],
      [20, 40],
      [0, 40],
    ],
  ],
} as const
const place = (id: string, longitude: number, latitude: number) => ({
  id,
  name: `Site ${id}`,
  longitude,
  latitude,
})

describe('the map', () => {
  const places = [place('oslo', 10.7, 59.9), place('rome', 12.5, 41.9)]

  test.each([true, false])('has every site on it, north above south (whole world: %s)', (whole) => {
    const { sites, land: path } = drawMap(structuredClone(land) as never, places, whole, DESK)
    expect(sites.map(({ id }) => id)).toEqual(['oslo', 'rome'])
    for (const { x, y } of sites) {
      expect(x).toBeGreaterThan(0)
      expect(x).toBeLessThan(DESK.width)
      expect(y).toBeGreaterThan(0)
      expect(y).toBeLessThan(DESK.height)
    }
    expect(path).toMatch(/^M/)
  })

  test('shows sites larger than on the whole world', () => {
    const apart = (whole: boolean) => {
      const [a, b] = drawMap(structuredClone(land) as never, places, whole, DESK).sites
      return (b?.y ?? 0) - (a?.y ?? 0)
    }
    expect(apart(false)).toBeGreaterThan(3 * apart(true))
  })

  test('of one site, of none and of the antipodes can be drawn', () => {
    expect(
      drawMap(structuredClone(land) as never, [place('a', 8, 50)], false, DESK).sites,
    ).toHaveLength(1)
    expect(drawMap(structuredClone(land) as never, [], false, DESK).sites).toEqual([])
    const far = [place('a', -179, -80), place('b', 179, 80)]
    expect(drawMap(structuredClone(land) as never, far, false, DESK).sites).toHaveLength(2)
  })

  test.each([
    [-80, DESK],
    [80, DESK],
    [80, PHONE],
  ])('keeps the names of a crowd at latitude %i on the map of %j', (latitude, size) => {
    const crowd = Array.from({ length: 12 }, (_, index) => ({
      ...place(`${index}`, 170, latitude),
      name: `A data centre with quite a long name, ${index}`,
    }))
    const { sites } = drawMap(structuredClone(land) as never, crowd, true, size)
    expect(new Set(sites.map(({ labelY }) => labelY)).size).toBe(12)
    for (const { label, labelX, labelY, labelLeft } of sites) {
      expect(labelY).toBeGreaterThan(0)
      expect(labelY).toBeLessThan(size.height)
      const far = labelX + (labelLeft ? -1 : 1) * label.length * 7.5
      expect(far).toBeGreaterThan(0)
      expect(far).toBeLessThan(size.width)
    }
  })

  test('writes no name over the dot of a neighbour', () => {
    const near = [place('a', 8, 50), place('b', 20, 50), place('c', -120, -30)]
    const { sites } = drawMap(structuredClone(land) as never, near, true, DESK)
    const [a, b] = ['a', 'b'].map((wanted) => sites.find(({ id }) => id === wanted))
    expect(b?.x).toBeLessThan((a?.labelX ?? 0) + (a?.label.length ?? 0) * 7.5)
    expect(b?.x).toBeGreaterThan(a?.labelX ?? 0)
    expect(Math.abs((a?.labelY ?? 0) - (b?.y ?? 0))).toBeGreaterThanOrEqual(15)
  })

  test('writes the names of neighbours under each other', () => {
    const near = [place('a', 8.6, 50.1), place('b', 8.7, 50.1)]
    const [one, two] = drawMap(structuredClone(land) as never, near, true, DESK).sites
    expect(Math.abs((one?.labelY ?? 0) - (two?.labelY ?? 0))).toBeGreaterThanOrEqual(15)
  })
})

test('an intensity has the colour of its class', () => {
  expect(colourOf(0)).toBe(CLASSES[0]?.colour)
  expect(colourOf(100)).toBe(CLASSES[0]?.colour)
  expect(colourOf(101)).toBe(CLASSES[1]?.colour)
  expect(colourOf(5000)).toBe(CLASSES.at(-1)?.colour)
  expect(wordsOf(0)).toBe('0–100')
  expect(wordsOf(CLASSES.length - 1)).toBe('over 600')
})
