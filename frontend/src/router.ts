import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'

import FleetView from './features/fleet/FleetView.vue'
import { useSession } from './features/session/session'
import SignInView from './features/session/SignInView.vue'
import NotFoundView from './shared/NotFoundView.vue'

declare module 'vue-router' {
  interface RouteMeta {
    title?: string
    /** Shown to visitors who are not signed in. */
    open?: boolean
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/fleet' },
  {
    path: '/sign-in',
    name: 'sign-in',
    component: SignInView,
    meta: { open: true, title: 'Sign in' },
  },
  { path: '/fleet', name: 'fleet', component: FleetView, meta: { title: 'Fleet' } },
  {
    path: '/servers/:id',
    name: 'server',
    // The chart library is loaded with the first page that has a chart.
    component: () => import('./features/server/ServerView.vue'),
    props: true,
    meta: { title: 'Server' },
  },
  { path: '/:anything(.*)*', component: NotFoundView, meta: { title: 'Not found' } },
]

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

router.beforeEach((to) => {
  const { state } = useSession()
  if (!to.meta.open && state === 'signedOut') {
    return { name: 'sign-in', query: to.path === '/fleet' ? {} : { next: to.fullPath } }
  }
  return to.name === 'sign-in' && state === 'signedIn' ? { name: 'fleet' } : true
})

router.afterEach((to) => {
  document.title = to.meta.title === undefined ? 'Kilowatch' : `${to.meta.title} – Kilowatch`
})
