import type { Registry } from '../api/api'
import type { Site } from '../api/sites'
import { decimalOf, numberProblem } from '../decimals'
import type { ProblemsOf } from '../useCheckedForm'

/** What is typed about a site; numbers stay text until they are sent. */
export interface SiteForm {
  name: string
  gridZone: string
  latitude: string
  longitude: string
  pue: string
  electricityPricePerKwh: string
  currency: string
}

/** A usual data centre in the euro area. */
export function emptySite(): SiteForm {
  return {
    name: '',
    gridZone: '',
    latitude: '',
    longitude: '',
    pue: '1.3',
    electricityPricePerKwh: '0.20',
    currency: 'EUR',
  }
}

/** A site as the form shows it. */
export function formOfSite(site: Site): SiteForm {
  return {
    name: site.name,
    gridZone: site.gridZone,
    latitude: String(site.latitude),
    longitude: String(site.longitude),
    pue: String(site.pue),
    electricityPricePerKwh: String(site.electricityPricePerKwh),
    currency: site.currency,
  }
}

const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._()/#:+&,'-]{0,99}$/u
const GRID_ZONE = /^[A-Z]{2}(-[A-Z0-9]{1,6}){0,2}$/
const CURRENCY = /^[A-Z]{3}$/

const BOUNDS = {
  latitude: [-90, 90],
  longitude: [-180, 180],
  pue: [1, 5],
  electricityPricePerKwh: [0, 1_000_000],
} as const

/** What the platform would refuse, said before it is asked. */
export function problemsOfSite(form: SiteForm): ProblemsOf<SiteForm> {
  const problems: ProblemsOf<SiteForm> = {}
  if (form.name.trim() === '') {
    problems.name = 'Give it a name.'
  } else if (!NAME.test(form.name.trim())) {
    problems.name = 'Begins with a letter or digit; at most 100 characters.'
  }
  if (!GRID_ZONE.test(code(form.gridZone))) {
    problems.gridZone = 'A zone of Electricity Maps, such as DE or SE-SE3.'
  }
  for (const [field, [least, most]] of Object.entries(BOUNDS)) {
    const name = field as keyof typeof BOUNDS
    const reason = numberProblem(form[name], least, most)
    if (reason !== undefined) {
      problems[name] = reason
    }
  }
  if (!CURRENCY.test(code(form.currency))) {
    problems.currency = 'Three letters, such as EUR or USD.'
  }
  return problems
}

/** What is sent to the platform; the form must have no problems. */
export function requestOfSite(form: SiteForm): Registry['schemas']['SiteRequest'] {
  return {
    name: form.name.trim(),
    gridZone: code(form.gridZone),
    latitude: decimalOf(form.latitude),
    longitude: decimalOf(form.longitude),
    pue: decimalOf(form.pue),
    electricityPricePerKwh: decimalOf(form.electricityPricePerKwh),
    currency: code(form.currency),
  }
}

/** Zones and currencies are written in capitals, however they were typed. */
function code(text: string): string {
  return text.trim().toUpperCase()
}
