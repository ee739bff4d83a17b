import type uPlot from 'uplot'

import { axisFigure, timeOfDay } from '../../shared/format'
import type { Gap } from './seriesWindow'

export interface ChartLook {
  /** Name of the CSS custom property that holds the line's colour. */
  colour: string
  label: string
  /** Unit of the axis; the figures beside the chart bring their own. */
  unit: string
  format: (value: number) => string
}

interface ChartSource {
  look: ChartLook
  /** Right edge of the window, and its length, in milliseconds. */
  edge: () => number
  span: number
  gaps: () => readonly Gap[]
  onHover: (index: number | null) => void
}

const FONT = '12px system-ui, sans-serif'
const HEIGHT = 220

/** A line over a sliding window of time, gaps left open, on a 24-hour axis in local time. */
export function chartOptions(source: ChartSource, element: HTMLElement): uPlot.Options {
  const colour = (name: string) => () => getComputedStyle(element).getPropertyValue(name).trim()
  const axis = {
    font: FONT,
    stroke: colour('--muted'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line'), width: 1, size: 4 },
  }
  return {
    width: Math.max(200, element.clientWidth),
    height: HEIGHT,
    ms: 1,
    padding: [12, 12, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      sync: { key: 'server' },
      points: { size: 8, fill: colour(source.look.colour) },
    },
    scales: {
      x: { time: true, range: () => [source.edge() - source.span, source.edge()] },
      y: { range: (_, lowest, highest) => valueRange(lowest, highest) },
    },
    axes: [
      {
        ...axis,
        size: 32,
        space: 60,
        values: (_, splits, __, ___, increment) =>
          splits.map((time) => timeOfDay(time, increment < 60_000)),
      },
      {
        ...axis,
        size: 52,
        values: (_, splits, __, ___, increment) =>
          splits.map((value) => axisFigure(value, increment)),
      },
    ],
    series: [
      {},
      {
        label: source.look.label,
        stroke: colour(source.look.colour),
        width: 1.75,
        points: { show: false },
        gaps: (plot, _, __, ___, found) => [...found, ...gapsInPixels(plot, source.gaps())],
      },
    ],
    hooks: {
      setCursor: [
        (plot) => {
          source.onHover(plot.cursor.idx ?? null)
        },
      ],
    },
  }
}

/** Room above and below the line; a steady value gets a scale that does not magnify its noise. */
export function valueRange(lowest: number | null, highest: number | null): [number, number] {
  if (lowest === null || highest === null) {
    return [0, 1]
  }
  const middle = (lowest + highest) / 2
  const reach = Math.max((highest - lowest) * 0.6, Math.abs(middle) * 0.05, 0.5)
  return [Math.max(0, middle - reach), middle + reach]
}

function gapsInPixels(plot: uPlot, gaps: readonly Gap[]): [number, number][] {
  return gaps.map(([from, to]) => [
    Math.round(plot.valToPos(from, 'x', true)),
    Math.round(plot.valToPos(to, 'x', true)),
  ])
}
