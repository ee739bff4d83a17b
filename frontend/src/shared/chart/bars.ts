/** What is drawn at one place of a bar chart; undefined where there is nothing yet. */
export interface Bar {
  label: string
  now: number | undefined
  before: number | undefined
}

export interface BarLayout {
  width: number
  height: number
  /** Where the lines begin; their figures stand before it. */
  left: number
  /** Horizontal lines with the figures they stand for. */
  lines: { y: number; value: number }[]
  slots: {
    bar: Bar
    x: number
    width: number
    before: Rectangle | undefined
    now: Rectangle | undefined
    /** Whether there is room for the label. */
    labelled: boolean
  }[]
}

export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

const TOP = 8
const BOTTOM = 22
/** Room for the figures of the lines: "0.0075 kWh" and the like. */
const LEFT = 88
/** Room for the half of the last label that its narrow bar has not. */
const RIGHT = 8
const LABEL_WIDTH = 46
const STEPS = 3

/** Bars of two periods in pairs, the one before to the left of the other. */
export function layoutBars(bars: readonly Bar[], width: number, height: number): BarLayout {
  const highest = niceCeiling(
    Math.max(0, ...bars.flatMap(({ now, before }) => [now ?? 0, before ?? 0])),
  )
  const ground = height - BOTTOM
  const yOf = (value: number) => ground - (value / highest) * (ground - TOP)
  const slotWidth = Math.max(0, width - LEFT - RIGHT) / Math.max(1, bars.length)
  const barWidth = Math.max(1, Math.min(18, slotWidth * 0.36))
  const every = Math.ceil(LABEL_WIDTH / Math.max(1, slotWidth))
  const rectangle = (value: number | undefined, x: number): Rectangle | undefined =>
    value === undefined
      ? undefined
      : { x, y: yOf(value), width: barWidth, height: ground - yOf(value) }
  return {
    width,
    height,
    left: LEFT,
    lines: Array.from({ length: STEPS + 1 }, (_, step) => {
      const value = (highest / STEPS) * step
      return { y: yOf(value), value }
    }),
    slots: bars.map((bar, index) => {
      const x = LEFT + index * slotWidth
      const middle = x + slotWidth / 2
      return {
        bar,
        x,
        width: slotWidth,
        before: rectangle(bar.before, middle - barWidth - 0.5),
        now: rectangle(bar.now, middle + 0.5),
        labelled: index % every === 0,
      }
    }),
  }
}

const ROUND = [1.2, 1.5, 1.8, 2.4, 3, 3.6, 4.5, 6, 7.5, 9, 12]

/** The next round figure that three steps divide well. */
export function niceCeiling(value: number): number {
  if (value <= 0) {
    return 1
  }
  const magnitude = 10 ** Math.floor(Math.log10(value))
  const step = ROUND.find((candidate) => candidate * magnitude >= value)
  return (step ?? 12) * magnitude
}
