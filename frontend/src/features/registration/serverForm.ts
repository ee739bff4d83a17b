import type { Registry } from '../../shared/api/api'
import type { Server } from '../../shared/api/servers'
import type { Site, SiteIntensity } from '../../shared/api/sites'
import { decimalOf, numberProblem, wholeOf } from '../../shared/decimals'

export type Source = Server['energy']['source']

/** What is typed into the form; numbers stay text until they are sent. */
export interface ServerForm {
  siteId: string
  name: string
  rack: string
  cores: string
  source: Source
  idleWatts: string
  peakWatts: string
  /** Watts at 0, 10, .. 100 % load; empty for a straight line. */
  curve: string
  sensorMode: 'EMULATED' | 'EXTERNAL'
}

export type ServerProblems = Partial<Record<keyof ServerForm, string>>

/** A usual two-socket server. */
export function emptyForm(): ServerForm {
  return {
    siteId: '',
    name: '',
    rack: '',
    cores: '32',
    source: 'GRID',
    idleWatts: '120',
    peakWatts: '450',
    curve: '',
    sensorMode: 'EMULATED',
  }
}

const CURVE_POINTS = 11
const MOST_CORES = 100_000
const MOST_WATTS = 10_000_000
/** Measured curves dip by a percent or two where a processor changes its state. */
const DIP = 0.95
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._()/#:+&,'-]{0,99}$/u
const RACK = /^[\p{L}\p{M}\p{N} ._()/#:+&,'-]{0,50}$/u

/** What the platform would refuse, said before it is asked. */
export function problemsOf(form: ServerForm): ServerProblems {
  const problems: ServerProblems = {}
  const refuse = (field: keyof ServerForm, reason: string): void => {
    problems[field] ??= reason
  }
  if (form.siteId === '') {
    refuse('siteId', 'Choose a site, or make a new one.')
  }
  if (form.name.trim() === '') {
    refuse('name', 'Give it a name.')
  }
  if (!NAME.test(form.name.trim())) {
    refuse('name', 'Begins with a letter or digit; at most 100 characters.')
  }
  if (!RACK.test(form.rack.trim())) {
    refuse('rack', "At most 50 letters, digits, blanks or ._()/#:+&,'-")
  }
  const cores = wholeOf(form.cores)
  if (!(cores >= 1 && cores <= MOST_CORES)) {
    refuse('cores', `A whole number from 1 to ${MOST_CORES}.`)
  }
  const idle = checkWatts(form.idleWatts, 'idleWatts', refuse)
  const peak = checkWatts(form.peakWatts, 'peakWatts', refuse)
  if (idle !== undefined && peak !== undefined && idle > peak) {
    refuse('idleWatts', 'Not above the peak watts.')
    refuse('peakWatts', 'Not below the idle watts.')
  }
  const wrong = curveProblem(figuresOf(form.curve))
  if (wrong !== undefined) {
    refuse('curve', wrong)
  }
  return problems
}

/** What is sent to the platform; the form must have no problems. */
export function requestOf(form: ServerForm): Registry['schemas']['ServerRequest'] {
  const curve = curveOf(form.curve)
  return {
    name: form.name.trim(),
    siteId: form.siteId,
    rack: form.rack.trim(),
    cores: wholeOf(form.cores),
    energy: {
      source: form.source,
      idleWatts: decimalOf(form.idleWatts),
      peakWatts: decimalOf(form.peakWatts),
      ...(curve && { powerCurveWatts: curve }),
    },
    sensorMode: form.sensorMode,
  }
}

export const FIELD_NAMES: Record<keyof ServerForm, string> = {
  siteId: 'Site',
  name: 'Name',
  rack: 'Rack',
  cores: 'Cores',
  source: 'Energy source',
  idleWatts: 'Idle power',
  peakWatts: 'Peak power',
  curve: 'Power curve',
  sensorMode: 'Sensors',
}

/** A server as the form shows it. */
export function formOf(server: Server): ServerForm {
  const { siteId, name, rack, cores, energy, sensorMode } = server
  return {
    siteId,
    name,
    rack,
    cores: String(cores),
    source: energy.source,
    idleWatts: String(energy.idleWatts),
    peakWatts: String(energy.peakWatts),
    curve: energy.powerCurveWatts.join(', '),
    sensorMode,
  }
}

/** The fields in which two forms differ. */
export function changedFields(
  one: ServerForm,
  other: ServerForm,
): { field: keyof ServerForm; before: string; after: string }[] {
  return (Object.keys(one) as (keyof ServerForm)[])
    .filter((field) => one[field] !== other[field])
    .map((field) => ({ field, before: one[field], after: other[field] }))
}

/** The field of the form that a field of the platform's refusal is about. */
export function formField(field: string): keyof ServerForm | undefined {
  const names: Record<string, keyof ServerForm> = {
    'energy.source': 'source',
    'energy.idleWatts': 'idleWatts',
    'energy.peakWatts': 'peakWatts',
    'energy.powerCurveWatts': 'curve',
  }
  return names[field] ?? (field in emptyForm() ? (field as keyof ServerForm) : undefined)
}

export interface Preview {
  /** At idle and at peak all year; with a power curve, at its ends. */
  energyKwh: [idle: number, peak: number]
  cost: [idle: number, peak: number]
  emissionsGrams: [idle: number, peak: number]
}

const YEAR_HOURS = 8760

/**
 * What a year of the server would cost: the meter's energy without, cost and emissions with the
 * building's overhead (PUE), at the price of now and the carbon intensity of the last 24 hours.
 */
export function previewOf(
  form: ServerForm,
  site: Site | undefined,
  intensity: SiteIntensity | undefined,
): Preview | undefined {
  const curve = problemsOf(form).curve === undefined ? curveOf(form.curve) : undefined
  const idle = curve?.at(0) ?? decimalOf(form.idleWatts)
  const peak = curve?.at(-1) ?? decimalOf(form.peakWatts)
  const gramsPerKwh = intensity?.meanGramsPerKwh[form.source]
  if (site === undefined || gramsPerKwh === undefined || Number.isNaN(idle) || Number.isNaN(peak)) {
    return undefined
  }
  const year = (watts: number): number => (watts / 1000) * YEAR_HOURS
  const both = (of: (kwh: number) => number): [number, number] => [of(year(idle)), of(year(peak))]
  return {
    energyKwh: both((kwh) => kwh),
    cost: both((kwh) => kwh * site.pue * site.electricityPricePerKwh),
    emissionsGrams: both((kwh) => kwh * site.pue * gramsPerKwh),
  }
}

function checkWatts(
  text: string,
  field: 'idleWatts' | 'peakWatts',
  refuse: (field: keyof ServerForm, reason: string) => void,
): number | undefined {
  const wrong = numberProblem(text, 0, MOST_WATTS)
  if (wrong !== undefined) {
    refuse(field, wrong)
    return undefined
  }
  return decimalOf(text)
}

function curveProblem(figures: readonly string[]): string | undefined {
  if (figures.length === 0) {
    return undefined
  }
  if (figures.length !== CURVE_POINTS) {
    const commas =
      figures.length > CURVE_POINTS ? ' Between numbers with decimal commas put blanks.' : ''
    return `${CURVE_POINTS} numbers, not ${figures.length}: watts at 0, 10, .. 100 % load.${commas}`
  }
  const wrong = figures
    .map((figure) => numberProblem(figure, 0, MOST_WATTS))
    .find((problem) => problem !== undefined)
  return wrong ?? fallProblem(figures.map(decimalOf))
}

function fallProblem(curve: readonly number[]): string | undefined {
  const falls = curve.findIndex((watts, at) => watts < DIP * Math.max(...curve.slice(0, at)))
  return falls > 0 ? `Falls by more than 5 % at ${falls * 10} % load.` : undefined
}

function curveOf(text: string): number[] | undefined {
  const figures = figuresOf(text)
  return figures.length === 0 ? undefined : figures.map(decimalOf)
}

/** Commas part figures where they stand beside blanks, or where nothing else does: 12,5 is one. */
function figuresOf(text: string): string[] {
  const plain = text.trim()
  if (plain === '') {
    return []
  }
  return plain.split(/[\s;]/.test(plain) ? /\s*;\s*|\s*,\s+|\s+,?/ : ',')
}
