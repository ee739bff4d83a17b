import { reactive, watch } from 'vue'

export type ThemeName = 'system' | 'light' | 'dark'

export interface Preferences {
  /** `system` follows the browser. */
  theme: ThemeName
  /** An IANA name; empty for the browser's own. */
  timeZone: string
  hour24: boolean
  /** `auto` chooses the prefix by the size of the figure. */
  powerUnit: 'auto' | 'W' | 'kW'
  energyUnit: 'auto' | 'kWh' | 'MJ'
  massUnit: 'auto' | 'kg'
}

const KEY = 'kilowatch.preferences'

export const DEFAULTS: Readonly<Preferences> = {
  theme: 'system',
  timeZone: '',
  hour24: true,
  powerUnit: 'auto',
  energyUnit: 'auto',
  massUnit: 'auto',
}

const CHOICES: { [K in keyof Preferences]?: readonly Preferences[K][] } = {
  theme: ['system', 'light', 'dark'],
  powerUnit: ['auto', 'W', 'kW'],
  energyUnit: ['auto', 'kWh', 'MJ'],
  massUnit: ['auto', 'kg'],
}

/** How this browser shows things. Whoever reads it while drawing is drawn anew when it changes. */
export const preferences: Preferences = reactive(parsePreferences(stored()))

watch(preferences, (changed) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(changed))
  } catch {
    // Without storage they hold until the page is closed.
  }
})

/** The time zone that times are shown in. */
export function shownTimeZone(): string {
  return preferences.timeZone || Intl.DateTimeFormat().resolvedOptions().timeZone
}

export function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** Takes what is usable of what was stored, by whichever version of the page. */
export function parsePreferences(text: string | null): Preferences {
  const known: Preferences = { ...DEFAULTS }
  let told: unknown
  try {
    told = JSON.parse(text ?? '{}')
  } catch {
    return known
  }
  if (typeof told !== 'object' || told === null) {
    return known
  }
  for (const [name, value] of Object.entries(told)) {
    if (isUsable(name, value)) {
      Object.assign(known, { [name]: value })
    }
  }
  return known
}

function isUsable(name: string, value: unknown): boolean {
  if (name === 'timeZone') {
    return typeof value === 'string' && (value === '' || isTimeZone(value))
  }
  if (name === 'hour24') {
    return typeof value === 'boolean'
  }
  const choices: readonly unknown[] | undefined = CHOICES[name as keyof Preferences]
  return choices?.includes(value) ?? false
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}
