import type { RouteLocationNormalizedLoaded } from 'vue-router'

const USUAL = '/fleet'

/** How the sign-in is told where a visitor is heading; not where everybody goes anyhow. */
export function signInQuery(fullPath: string): { next?: string } {
  return fullPath === USUAL ? {} : { next: fullPath }
}

/** Where the visitor was heading before the sign-in came between; only within this page. */
export function destination(route: Pick<RouteLocationNormalizedLoaded, 'query'>): string {
  const next = route.query['next']
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : USUAL
}
