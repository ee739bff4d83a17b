import type { LocationQueryValue } from 'vue-router'

import type { ChartLine } from '../../shared/chart/chartOptions'

/** More lines than this can't be told apart. */
export const MOST_SERVERS = 20

/** Ten colours that are told apart on light and on dark ground; with dashes they are twenty. */
const COLOURS = [
  '#3b82c4',
  '#d9730d',
  '#2e9d5b',
  '#d14b57',
  '#8b63c9',
  '#8c6d46',
  '#c9569f',
  '#7c8591',
  '#8f9a1f',
  '#1c9fb0',
]

/** Ids of an address, each once. */
export function idsOf(query: LocationQueryValue | LocationQueryValue[] | undefined): string[] {
  const text = Array.isArray(query) ? query.join(',') : (query ?? '')
  return [...new Set(text.split(',').filter(Boolean))].slice(0, MOST_SERVERS)
}

export function lineOf(label: string, index: number): ChartLine {
  return {
    label,
    colour: COLOURS[index % COLOURS.length] as string,
    dashed: index >= COLOURS.length,
  }
}
