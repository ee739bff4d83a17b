import type { App } from 'vue'
import { createVuetify } from 'vuetify'
import { aliases, mdi } from 'vuetify/iconsets/mdi-svg'

import { themeSheet } from './themeSheet'

import 'vuetify/styles/layers'
import 'vuetify/styles/core'

const vuetify = createVuetify({
  theme: {
    defaultTheme: 'system',
    themes: {
      light: {
        colors: {
          background: '#f4f7f8',
          surface: '#ffffff',
          'surface-light': '#eef2f3',
          primary: '#0f766e',
          secondary: '#475b66',
          error: '#b3261e',
          warning: '#8a4b00',
          info: '#0b63ce',
          success: '#166534',
          power: '#b45309',
          co2: '#0f766e',
        },
        variables: { 'border-color': '#14212b', 'medium-emphasis-opacity': 0.72 },
      },
      dark: {
        colors: {
          background: '#0e1519',
          surface: '#162026',
          'surface-light': '#1d2930',
          primary: '#2dd4bf',
          secondary: '#9fb1bb',
          error: '#ffb4ab',
          warning: '#fcd34d',
          info: '#7cb7ff',
          success: '#4ade80',
          power: '#fbbf24',
          co2: '#2dd4bf',
        },
        variables: { 'border-color': '#e6edf0', 'medium-emphasis-opacity': 0.74 },
      },
    },
  },
  icons: { defaultSet: 'mdi', aliases, sets: { mdi } },
  display: { mobileBreakpoint: 'md' },
  defaults: {
    VBtn: { rounded: 'lg', variant: 'flat' },
    VCard: { rounded: 'lg', border: true, flat: true },
    VTextField: { variant: 'outlined', density: 'comfortable', hideDetails: 'auto' },
    VTextarea: { variant: 'outlined', density: 'comfortable', hideDetails: 'auto' },
    VSelect: { variant: 'outlined', density: 'comfortable', hideDetails: 'auto' },
    VAutocomplete: { variant: 'outlined', density: 'comfortable', hideDetails: 'auto' },
    VNumberInput: { variant: 'outlined', density: 'comfortable', hideDetails: 'auto' },
    VFileInput: { variant: 'outlined', density: 'comfortable', hideDetails: 'auto' },
    VAlert: { variant: 'tonal', rounded: 'lg' },
  },
})

export const theme = vuetify.theme

export function installVuetify(app: App): void {
  app.provide('usehead', themeSheet())
  app.use(vuetify)
}
