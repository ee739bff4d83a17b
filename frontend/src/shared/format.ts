const locale = 'en-GB'
const three = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 })
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
const oneDecimal = decimals(1)
const twoDecimals = decimals(2)
const clockTime = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', hourCycle: 'h23' })
const clockMinute = new Intl.DateTimeFormat(locale, { timeStyle: 'short', hourCycle: 'h23' })

export const NONE = '–'

/** Watts with the prefix a person would choose. */
export function power(watts: number | undefined): string {
  if (watts === undefined) {
    return NONE
  }
  if (watts >= 1e6) {
    return `${twoDecimals.format(watts / 1e6)} MW`
  }
  return watts >= 1e3 ? `${twoDecimals.format(watts / 1e3)} kW` : `${oneDecimal.format(watts)} W`
}

/** A rate of emission, in grams or kilograms of CO2 equivalents an hour. */
export function emissionRate(gramsPerHour: number | undefined): string {
  if (gramsPerHour === undefined) {
    return NONE
  }
  return gramsPerHour >= 1e3
    ? `${twoDecimals.format(gramsPerHour / 1e3)} kg/h`
    : `${oneDecimal.format(gramsPerHour)} g/h`
}

export function energy(kilowattHours: number | undefined): string {
  if (kilowattHours === undefined) {
    return NONE
  }
  return kilowattHours >= 1e3
    ? `${three.format(kilowattHours / 1e3)} MWh`
    : `${three.format(kilowattHours)} kWh`
}

export function mass(grams: number | undefined): string {
  if (grams === undefined) {
    return NONE
  }
  return grams >= 1e3 ? `${three.format(grams / 1e3)} kg` : `${three.format(grams)} g`
}

export function share(fraction: number | undefined): string {
  if (fraction === undefined) {
    return NONE
  }
  // Little is not nothing, as not quite all is not all.
  return fraction > 0 && fraction < 0.01 ? '< 1 %' : `${whole.format(Math.floor(fraction * 100))} %`
}

/** An amount of money; a currency this browser can't name is written after the figure. */
export function money(amount: number | undefined, currency: string | undefined): string {
  if (amount === undefined) {
    return NONE
  }
  if (currency !== undefined && /^[A-Z]{3}$/.test(currency)) {
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount)
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

/** A figure of an axis, with no more digits than its steps need. */
export function axisFigure(value: number, step: number): string {
  return (step < 0.1 ? twoDecimals : step < 1 ? oneDecimal : whole).format(value)
}

/** Local time of day on a 24-hour clock. */
export function timeOfDay(epochMillis: number, withSeconds = true): string {
  return (withSeconds ? clockTime : clockMinute).format(epochMillis)
}

function decimals(digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}
