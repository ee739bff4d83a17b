import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'

import { signInQuery } from './features/session/destination'
import { ENGINEERS, useSession, type User } from './features/session/session'
import NotFoundView from './shared/NotFoundView.vue'

declare module 'vue-router' {
  interface RouteMeta {
    title?: string
    /** Shown to visitors who are not signed in. */
    open?: boolean
    /** Who may see it; every signed-in person where it is absent. */
    roles?: readonly User['role'][]
  }
}

const ADMINISTRATORS = ['ADMIN'] as const

// Every page is loaded when somebody first goes there: a route costs what it needs.
const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/fleet' },
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./features/session/SignInView.vue'),
    meta: { open: true, title: 'Sign in' },
  },
  {
    path: '/register',
    name: 'register',
    component: () => import('./features/session/RegisterView.vue'),
    meta: { open: true, title: 'Make an account' },
  },
  {
    path: '/fleet',
    name: 'fleet',
    component: () => import('./features/fleet/FleetView.vue'),
    meta: { title: 'Fleet' },
  },
  {
    path: '/servers/new',
    name: 'new-server',
    component: () => import('./features/registration/NewServerView.vue'),
    meta: { title: 'Register a server', roles: ENGINEERS },
  },
  {
    path: '/servers/import',
    name: 'import-servers',
    component: () => import('./features/registration/ImportView.vue'),
    meta: { title: 'Import servers', roles: ENGINEERS },
  },
  {
    path: '/servers/:id/edit',
    name: 'edit-server',
    component: () => import('./features/registration/EditServerView.vue'),
    props: true,
    meta: { title: 'Edit a server', roles: ENGINEERS },
  },
  {
    path: '/map',
    name: 'map',
    component: () => import('./features/map/MapView.vue'),
    meta: { title: 'Map' },
  },
  {
    path: '/servers/:id',
    name: 'server',
    component: () => import('./features/server/ServerView.vue'),
    props: true,
    meta: { title: 'Server' },
  },
  {
    path: '/compare',
    name: 'compare',
    component: () => import('./features/compare/CompareView.vue'),
    meta: { title: 'Compare' },
  },
  {
    path: '/data',
    name: 'data',
    component: () => import('./features/data/DataView.vue'),
    meta: { title: 'Raw data' },
  },
  {
    // A parent without a view of its own: the navigation shows all of these as one page.
    path: '/tasks',
    children: [
      {
        path: '',
        name: 'tasks',
        component: () => import('./features/tasks/TasksView.vue'),
        meta: { title: 'Tasks' },
      },
      {
        path: 'new',
        name: 'new-task',
        component: () => import('./features/tasks/NewTaskView.vue'),
        meta: { title: 'Submit a task' },
      },
      {
        path: ':id',
        name: 'task',
        component: () => import('./features/tasks/TaskView.vue'),
        props: true,
        meta: { title: 'Task' },
      },
      {
        path: '/plan',
        name: 'plan',
        component: () => import('./features/plan/PlanView.vue'),
        meta: { title: 'Plan' },
      },
      {
        path: '/savings',
        name: 'savings',
        component: () => import('./features/savings/SavingsView.vue'),
        meta: { title: 'Savings' },
      },
    ],
  },
  {
    path: '/support',
    name: 'support',
    component: () => import('./features/support/SupportView.vue'),
    meta: { title: 'Support' },
  },
  {
    path: '/settings',
    children: [
      {
        path: '',
        name: 'settings',
        component: () => import('./features/settings/LooksView.vue'),
        meta: { title: 'Settings' },
      },
      {
        path: 'users',
        name: 'users',
        component: () => import('./features/settings/UsersView.vue'),
        meta: { title: 'Users and roles', roles: ADMINISTRATORS },
      },
      {
        path: 'sites',
        name: 'sites',
        component: () => import('./features/settings/SitesView.vue'),
        meta: { title: 'Sites', roles: ENGINEERS },
      },
      {
        path: 'ingest-keys',
        name: 'ingest-keys',
        component: () => import('./features/settings/IngestKeysView.vue'),
        meta: { title: 'Ingest keys', roles: ENGINEERS },
      },
      {
        path: 'audit',
        name: 'audit',
        component: () => import('./features/settings/AuditView.vue'),
        meta: { title: 'Audit log', roles: ADMINISTRATORS },
      },
    ],
  },
  {
    path: '/:anything(.*)*',
    name: 'nowhere',
    component: NotFoundView,
    meta: { title: 'Not found' },
  },
]

export const router = createRouter({
  history: createWebHistory(),
  routes,
  // What a page keeps in its own address does not move it.
  scrollBehavior: (to, from, saved) => saved ?? (to.path !== from.path && { top: 0 }),
})

router.beforeEach((to) => {
  const { state } = useSession()
  if (!to.meta.open && state === 'signedOut') {
    return { name: 'sign-in', query: signInQuery(to.fullPath) }
  }
  return to.meta.open && state === 'signedIn' ? { name: 'fleet' } : true
})

// A page that changes its own address, or is not left, keeps the title that it has given itself.
router.afterEach((to, from, failure) => {
  if (to.path !== from.path && failure === undefined) {
    document.title = to.meta.title === undefined ? 'Kilowatch' : `${to.meta.title} – Kilowatch`
  }
})
