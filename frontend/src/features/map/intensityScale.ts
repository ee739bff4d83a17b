export interface IntensityClass {
  /** Up to this many gCO2eq/kWh. */
  upTo: number
  colour: string
}

/**
 * Classes of carbon intensity. The colours are ColorBrewer's RdYlBu with five classes, which people
 * with colour-blindness can tell apart, from blue for the least.
 */
export const CLASSES: readonly IntensityClass[] = [
  { upTo: 100, colour: '#2c7bb6' },
  { upTo: 250, colour: '#abd9e9' },
  { upTo: 400, colour: '#ffffbf' },
  { upTo: 600, colour: '#fdae61' },
  { upTo: Number.POSITIVE_INFINITY, colour: '#d7191c' },
]

const UNKNOWN = '#8a97a0'

export function colourOf(gramsPerKwh: number | undefined): string {
  return gramsPerKwh === undefined
    ? UNKNOWN
    : (CLASSES.find(({ upTo }) => gramsPerKwh <= upTo)?.colour ?? UNKNOWN)
}

/** The class in words, for the legend. */
export function wordsOf(index: number): string {
  const lower = CLASSES[index - 1]?.upTo ?? 0
  const upper = CLASSES[index]?.upTo ?? 0
  return Number.isFinite(upper) ? `${lower}–${upper}` : `over ${lower}`
}
