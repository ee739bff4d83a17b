import { emissionRate, NONE, power } from '../../shared/format'

interface MetricLook {
  title: string
  unit: string
  show: (value: number) => string
}

const one = new Intl.NumberFormat('en-GB', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
})

const LOOKS: Record<string, MetricLook> = {
  power: { title: 'Power', unit: 'W', show: power },
  co2: { title: 'CO₂', unit: 'g/h', show: emissionRate },
  temperature: { title: 'Temperature', unit: '°C', show: (value) => `${one.format(value)} °C` },
  utilisation: {
    title: 'Utilisation',
    unit: 'of 1',
    show: (value) => `${one.format(100 * value)} %`,
  },
}

/** What a metric is called; one that this page does not know yet by its own name. */
export function metricTitle(metric: string): string {
  return LOOKS[metric]?.title ?? metric
}

/** The unit that raw values are in. */
export function metricUnit(metric: string): string {
  return LOOKS[metric]?.unit ?? ''
}

/** A value as a person reads it. */
export function metricValue(metric: string, value: number | undefined): string {
  return value === undefined ? NONE : (LOOKS[metric]?.show(value) ?? String(value))
}
