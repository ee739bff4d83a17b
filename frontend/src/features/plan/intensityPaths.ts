import type { IntensityHour } from './planApi'

/** Paths of an SVG; empty where there is nothing to be drawn. */
export interface IntensityPaths {
  observed: string
  /** What a profile says where nothing was observed. */
  profile: string
  forecast: string
  /** Between the bounds of the forecast. */
  band: string
}

const HOUR_MILLIS = 3_600_000

/** Steps of an hour each, as the platform holds an hour to be one figure. */
export function pathsOf(
  hours: readonly IntensityHour[],
  x: (time: number) => number,
  y: (gramsPerKwh: number) => number,
): IntensityPaths {
  const of = (wanted: IntensityHour['kind']) => hours.filter(({ kind }) => kind === wanted)
  const ahead = of('forecast')
  const bounded = ahead.filter(
    ({ lowGramsPerKwh, highGramsPerKwh }) =>
      typeof lowGramsPerKwh === 'number' && typeof highGramsPerKwh === 'number',
  )
  const steps = (some: readonly IntensityHour[], value: (hour: IntensityHour) => number) =>
    some.map((hour): Step => {
      const start = Date.parse(hour.start)
      return { from: x(start), to: x(start + HOUR_MILLIS), y: y(value(hour)) }
    })
  const line = (some: readonly IntensityHour[]) =>
    lineOf(steps(some, ({ gramsPerKwh }) => gramsPerKwh))
  return {
    observed: line(of('observed')),
    profile: line(of('profile')),
    forecast: line(ahead),
    band: bandOf(
      steps(bounded, ({ highGramsPerKwh }) => highGramsPerKwh ?? 0),
      steps(bounded, ({ lowGramsPerKwh }) => lowGramsPerKwh ?? 0),
    ),
  }
}

interface Step {
  from: number
  to: number
  y: number
}

/** Where an hour is missing the line is broken. */
function lineOf(steps: readonly Step[]): string {
  return steps
    .map(({ from, to, y }, index) => {
      const before = steps[index - 1]
      const joined = before !== undefined && Math.abs(before.to - from) < 0.01
      return `${joined ? 'L' : 'M'}${point(from, y)}L${point(to, y)}`
    })
    .join('')
}

function bandOf(high: readonly Step[], low: readonly Step[]): string {
  if (high.length === 0) {
    return ''
  }
  const there = high.flatMap(({ from, to, y }) => [point(from, y), point(to, y)])
  const back = [...low].reverse().flatMap(({ from, to, y }) => [point(to, y), point(from, y)])
  return `M${[...there, ...back].join('L')}Z`
}

function point(x: number, y: number): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`
}

/** The highest figure that is drawn; 0 where there is none. */
export function highestOf(hours: readonly IntensityHour[]): number {
  return Math.max(
    0,
    ...hours.map(({ gramsPerKwh, highGramsPerKwh }) => Math.max(gramsPerKwh, highGramsPerKwh ?? 0)),
  )
}
