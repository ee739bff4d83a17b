import {
  mdiCalendarClockOutline,
  mdiChartTimeline,
  mdiCogOutline,
  mdiDatabaseOutline,
  mdiLeaf,
  mdiLifebuoy,
  mdiMapOutline,
  mdiPlus,
  mdiServerNetwork,
  mdiUploadOutline,
} from '@mdi/js'
import type { RouteLocationRaw } from 'vue-router'

import { ENGINEERS, type User } from '../features/session/session'

/** Somewhere to go, by the palette or by keys. */
export interface Command {
  title: string
  icon: string
  to: RouteLocationRaw
  /** With a dash between keys that follow each other. */
  keys?: string
  /** Who may; everybody where it is absent. */
  roles?: readonly User['role'][]
}

/** The pages, in the order of the navigation. */
export const PAGES: readonly Command[] = [
  { title: 'Fleet', icon: mdiServerNetwork, to: { name: 'fleet' }, keys: 'g-f' },
  { title: 'Map', icon: mdiMapOutline, to: { name: 'map' }, keys: 'g-m' },
  { title: 'Tasks', icon: mdiCalendarClockOutline, to: { name: 'tasks' }, keys: 'g-t' },
  { title: 'Raw data', icon: mdiDatabaseOutline, to: { name: 'data' }, keys: 'g-d' },
  { title: 'Settings', icon: mdiCogOutline, to: { name: 'settings' }, keys: 'g-s' },
]

export const ACTIONS: readonly Command[] = [
  { title: 'Submit a task', icon: mdiPlus, to: { name: 'new-task' }, keys: 't' },
  { title: 'Plan of the tasks', icon: mdiChartTimeline, to: { name: 'plan' }, keys: 'g-p' },
  { title: 'Savings by planning', icon: mdiLeaf, to: { name: 'savings' } },
  { title: 'Support', icon: mdiLifebuoy, to: { name: 'support' }, keys: 'g-h' },
  {
    title: 'Register a server',
    icon: mdiPlus,
    to: { name: 'new-server' },
    keys: 'c',
    roles: ENGINEERS,
  },
  {
    title: 'Import servers from CSV',
    icon: mdiUploadOutline,
    to: { name: 'import-servers' },
    roles: ENGINEERS,
  },
  { title: 'Users and roles', icon: mdiCogOutline, to: { name: 'users' }, roles: ['ADMIN'] },
  { title: 'Sites', icon: mdiCogOutline, to: { name: 'sites' }, roles: ENGINEERS },
  { title: 'Ingest keys', icon: mdiCogOutline, to: { name: 'ingest-keys' }, roles: ENGINEERS },
  { title: 'Audit log', icon: mdiCogOutline, to: { name: 'audit' }, roles: ['ADMIN'] },
]

export function commandsOf(role: User['role']): Command[] {
  return [...PAGES, ...ACTIONS].filter(({ roles }) => roles === undefined || roles.includes(role))
}
