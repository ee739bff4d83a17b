import { preferences, shownTimeZone } from './preferences'

const locale = 'en-GB'
const three = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 })
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
const oneDecimal = decimals(1)
const twoDecimals = decimals(2)
const threeDecimals = decimals(3)

export const NONE = '–'

const MEGAJOULES_OF_KWH = 3.6

/** How many there are of something: "1 server", "1,024 servers". */
export function counted(count: number, what: string): string {
  return `${whole.format(count)} ${what}${count === 1 ? '' : 's'}`
}

/** Watts with the prefix a person would choose, unless the person has chosen. */
export function power(watts: number | undefined): string {
  if (watts === undefined) {
    return NONE
  }
  switch (preferences.powerUnit) {
    case 'W':
      return `${oneDecimal.format(watts)} W`
    case 'kW':
      return `${threeDecimals.format(watts / 1e3)} kW`
    default:
      if (watts >= 1e6) {
        return `${twoDecimals.format(watts / 1e6)} MW`
      }
      return watts >= 1e3
        ? `${twoDecimals.format(watts / 1e3)} kW`
        : `${oneDecimal.format(watts)} W`
  }
}

/** A rate of emission, in grams or kilograms of CO2 equivalents an hour. */
export function emissionRate(gramsPerHour: number | undefined): string {
  if (gramsPerHour === undefined) {
    return NONE
  }
  return gramsPerHour >= 1e3 || preferences.massUnit === 'kg'
    ? `${twoDecimals.format(gramsPerHour / 1e3)} kg/h`
    : `${oneDecimal.format(gramsPerHour)} g/h`
}

/** Carbon intensity, in grams of CO2 equivalents a kilowatt-hour. */
export function intensity(gramsPerKwh: number | undefined): string {
  return gramsPerKwh === undefined ? NONE : `${whole.format(gramsPerKwh)} g/kWh`
}

export function energy(kilowattHours: number | undefined): string {
  if (kilowattHours === undefined) {
    return NONE
  }
  switch (preferences.energyUnit) {
    case 'kWh':
      return `${three.format(kilowattHours)} kWh`
    case 'MJ':
      return `${three.format(kilowattHours * MEGAJOULES_OF_KWH)} MJ`
    default:
      return kilowattHours >= 1e3
        ? `${three.format(kilowattHours / 1e3)} MWh`
        : `${three.format(kilowattHours)} kWh`
  }
}

export function mass(grams: number | undefined): string {
  if (grams === undefined) {
    return NONE
  }
  const size = Math.abs(grams)
  if (preferences.massUnit === 'auto' && size >= 1e6) {
    return `${three.format(grams / 1e6)} t`
  }
  return size >= 1e3 || preferences.massUnit === 'kg'
    ? `${three.format(grams / 1e3)} kg`
    : `${three.format(grams)} g`
}

export function share(fraction: number | undefined): string {
  if (fraction === undefined) {
    return NONE
  }
  // A hundred times 0.29 is less than 29 in the binary figures of computers.
  const percent = Math.floor(fraction * 100 + 1e-9)
  // Little is not nothing, as not quite all is not all.
  return fraction > 0 && percent === 0 ? '< 1 %' : `${whole.format(percent)} %`
}

/** An amount of money; a currency this browser can't name is written after the figure. */
export function money(amount: number | undefined, currency: string | undefined): string {
  if (amount === undefined) {
    return NONE
  }
  if (currency !== undefined && /^[A-Z]{3}$/.test(currency)) {
    const small = Math.abs(amount) < 0.005 && amount !== 0
    return new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      // Of what is less than half a cent two digits are left, not none.
      ...(small && { maximumSignificantDigits: 2 }),
    }).format(amount)
  }
  return three.format(amount)
}

/** How long ago, as short as it can be said. */
export function age(millis: number): string {
  const seconds = Math.max(0, Math.round(millis / 1000))
  if (seconds < 2) {
    return 'now'
  }
  if (seconds < 60) {
    return `${seconds} s ago`
  }
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) {
    return `${minutes} min ago`
  }
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} d ago`
}

const MOST_DIGITS = 6
const byDigits = Array.from({ length: MOST_DIGITS + 1 }, (_, digits) => decimals(digits))

/** A figure of an axis, with as many digits as its steps need: 2.5 has one, 10 none. */
export function axisFigure(value: number, step: number): string {
  const digits = byDigits.findIndex((_, count) => isWhole(step * 10 ** count))
  return (byDigits[digits < 0 ? MOST_DIGITS : digits] as Intl.NumberFormat).format(value)
}

function isWhole(figure: number): boolean {
  return Math.abs(figure - Math.round(figure)) < 1e-6 * Math.max(1, figure)
}

/** Time of day in the time zone and on the clock that the person has chosen. */
export function timeOfDay(epochMillis: number, withSeconds = true): string {
  return clockFormat(withSeconds ? { timeStyle: 'medium' } : { timeStyle: 'short' }).format(
    epochMillis,
  )
}

/** Date and time of day. */
export function dateAndTime(epochMillis: number): string {
  return clockFormat({ dateStyle: 'medium', timeStyle: 'medium' }).format(epochMillis)
}

/** Date and time of day to the millisecond, as readings are told apart. */
export function exactTime(epochMillis: number): string {
  return clockFormat({
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  }).format(epochMillis)
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs a thousand times as much as using it. */
export function clockFormat(style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const options: Intl.DateTimeFormatOptions = {
    ...style,
    timeZone: shownTimeZone(),
    hourCycle: preferences.hour24 ? 'h23' : 'h12',
  }
  const key = JSON.stringify(options)
  let known = clocks.get(key)
  if (known === undefined) {
    known = new Intl.DateTimeFormat(locale, options)
    clocks.set(key, known)
  }
  return known
}

function decimals(digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}
