import { emissionRate, NONE, power } from './format'
import { preferences } from './preferences'

/** What every server has a chart of. */
export type ChartMetric = 'power' | 'co2'
export const CHART_METRICS: readonly ChartMetric[] = ['power', 'co2']

/** How a figure of an axis is told: its unit, and by how much it is smaller than the value. */
export interface AxisUnit {
  unit: string
  divisor: number
}

/** How a metric is drawn and told. */
export interface MetricLook {
  label: string
  /** Name of the CSS custom property that holds its line's colour. */
  colour: string
  format: (value: number | undefined) => string
  /** @param highest the greatest value that is shown */
  axis: (highest: number) => AxisUnit
}

const WATTS = { unit: 'W', divisor: 1 }
const KILOWATTS = { unit: 'kW', divisor: 1e3 }

export const POWER: MetricLook = {
  label: 'Power',
  colour: '--power',
  format: power,
  axis: (highest) => {
    switch (preferences.powerUnit) {
      case 'W':
        return WATTS
      case 'kW':
        return KILOWATTS
      default:
        if (highest >= 1e6) {
          return { unit: 'MW', divisor: 1e6 }
        }
        return highest >= 1e3 ? KILOWATTS : WATTS
    }
  },
}

export const CO2: MetricLook = {
  label: 'CO₂',
  colour: '--co2',
  format: emissionRate,
  axis: (highest) =>
    highest >= 1e3 || preferences.massUnit === 'kg'
      ? { unit: 'kgCO₂eq/h', divisor: 1e3 }
      : { unit: 'gCO₂eq/h', divisor: 1 },
}

const percent = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

/** Told by few sensors: the share of the processors that is busy, from 0 to 1. */
export const UTILISATION: MetricLook = {
  label: 'Utilisation',
  colour: '--focus',
  format: (value) => (value === undefined ? NONE : `${percent.format(100 * value)} %`),
  axis: () => ({ unit: '%', divisor: 0.01 }),
}
