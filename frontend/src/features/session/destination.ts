import type { RouteLocationNormalizedLoaded } from 'vue-router'

/** Where the visitor was heading before the sign-in came between; only within this page. */
export function destination(route: Pick<RouteLocationNormalizedLoaded, 'query'>): string {
  const next = route.query['next']
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/fleet'
}
