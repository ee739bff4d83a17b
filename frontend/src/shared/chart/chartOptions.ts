import uPlot from 'uplot'

import { axisFigure } from '../format'
import type { TimeRange } from '../timerange/timeRange'
import { extentOf, type ChartData, type Gap } from './chartData'
import { timeLabels, zonedDate } from './timeAxis'

export interface ChartLine {
  label: string
  /** A colour, or the CSS custom property that holds it. */
  colour: string
  dashed?: boolean
}

/** What is drawn, and how it is told when somebody points at it. */
export interface ChartSource {
  data: () => ChartData
  lines: readonly ChartLine[]
  /** Whether the last two lines are the least and greatest values of the first. */
  band: boolean
  window: () => TimeRange
  /** By how much the figures of the axis are smaller than the values. */
  divisor: () => number
  onHover: (index: number | null) => void
  onZoom: (range: TimeRange) => void
  onBack: () => void
}

const FONT = '12px system-ui, sans-serif'
const BAND_OPACITY = 0.22

/** Lines, from more than so many on, are thin: they hide less of each other and are quick to draw. */
export const MANY_LINES = 6

/** One pixel of the screen wide is what Chromium draws without making an outline of it first. */
const WIDTH_OF_MANY = 1
const WIDTH = 1.75

/** A drag of fewer pixels is a click of an unsteady hand. */
const LEAST_DRAG = 6

/** Fewer intervals than this are shown as points, too: a lonely one has no line. */
const FEW_POINTS = 40

const SHARED_EVENTS = new Set(['mousemove', 'mouseleave'])

/** Lines over a stretch of time, gaps left open, with an axis in the shown time zone. */
export function chartOptions(source: ChartSource, element: HTMLElement): uPlot.Options {
  const colour = (name: string) => () => colourOf(element, name)
  const axis = {
    font: FONT,
    stroke: colour('--muted'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line'), width: 1, size: 4 },
  }
  return {
    width: Math.max(200, element.clientWidth),
    // As the style sheet has it.
    height: Math.max(120, element.clientHeight),
    ms: 1,
    tzDate: zonedDate,
    padding: [12, 22, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false, dist: LEAST_DRAG },
      // Charts share the crosshair, but a range is chosen in one of them.
      sync: { key: 'page', filters: { pub: (type) => SHARED_EVENTS.has(type) } },
      points: { size: 8 },
      bind: {
        dblclick: () => () => {
          source.onBack()
          return null
        },
      },
    },
    scales: {
      x: { time: true, range: () => bounds(source.window()) },
      y: { range: () => valueRange(extent(source)) },
    },
    axes: [
      {
        ...axis,
        size: 32,
        space: 70,
        values: (_, splits, __, ___, step) => timeLabels(splits, step),
      },
      {
        ...axis,
        size: 52,
        values: (_, splits, __, ___, step) =>
          splits.map((value) => axisFigure(value / source.divisor(), step / source.divisor())),
      },
    ],
    series: [{}, ...source.lines.map((line, index) => seriesOf(source, element, line, index))],
    bands: source.band
      ? [{ series: [3, 2], fill: () => translucent(colourOf(element, firstColour(source))) }]
      : [],
    hooks: {
      setCursor: [
        (plot) => {
          source.onHover(plot.cursor.idx ?? null)
        },
      ],
      setSelect: [
        (plot) => {
          const range = selected(plot)
          if (range !== undefined) {
            source.onZoom(range)
          }
        },
      ],
    },
  }
}

/** Room above and below the lines; a steady value gets a scale that does not magnify its noise. */
export function valueRange(extent: readonly [number, number] | undefined): [number, number] {
  if (extent === undefined) {
    return [0, 1]
  }
  const [lowest, highest] = extent
  const middle = (lowest + highest) / 2
  const reach = Math.max((highest - lowest) * 0.6, Math.abs(middle) * 0.05, 0.5)
  return [Math.max(0, middle - reach), middle + reach]
}

function seriesOf(
  source: ChartSource,
  element: HTMLElement,
  line: ChartLine,
  index: number,
): uPlot.Series {
  const edge = source.band && index > 0
  const width = source.lines.length > MANY_LINES ? WIDTH_OF_MANY : WIDTH
  return {
    label: line.label,
    // Positions between pixels, for a window that slides by less than one.
    pxAlign: 0,
    auto: false,
    points: {
      show: edge ? false : (_, __, first, last) => last - first < FEW_POINTS,
      size: 4,
      width: 0,
      fill: () => colourOf(element, line.colour),
    },
    width: edge ? 0 : width,
    ...(!edge && { stroke: () => colourOf(element, line.colour) }),
    ...(line.dashed && { dash: [6, 4] }),
    gaps: (plot) => gapsInPixels(plot, source.data().gaps(index)),
  }
}

function extent(source: ChartSource): [number, number] | undefined {
  const { from, to } = source.window()
  return extentOf(source.data().view(), from, to)
}

function bounds({ from, to }: TimeRange): [number, number] {
  return [from, to]
}

function firstColour(source: ChartSource): string {
  return source.lines[0]?.colour ?? '--power'
}

function colourOf(element: HTMLElement, colour: string): string {
  return colour.startsWith('--')
    ? getComputedStyle(element).getPropertyValue(colour).trim()
    : colour
}

function translucent(colour: string): string {
  return colour.replace(/^rgb\((.*)\)$/, `rgba($1, ${BAND_OPACITY})`)
}

function selected(plot: uPlot): TimeRange | undefined {
  const { left, width } = plot.select
  return width < LEAST_DRAG
    ? undefined
    : {
        from: Math.round(plot.posToVal(left, 'x')),
        to: Math.round(plot.posToVal(left + width, 'x')),
      }
}

function gapsInPixels(plot: uPlot, gaps: readonly Gap[]): [number, number][] {
  return gaps.map(([from, to]) => [
    Math.round(plot.valToPos(from, 'x', true)),
    Math.round(plot.valToPos(to, 'x', true)),
  ])
}
