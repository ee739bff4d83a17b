import type { RouteLocationNormalized, Router } from 'vue-router'

import { tell } from '../shared/toasts'

/**
 * Follows links though the platform has a newer version of the page, and not the files of this one
 * any more: the browser loads the page anew where the link leads, and asks before it drops what is
 * not saved. Is called once the page has been there for a while; what is missing when a page begins
 * would be missing again.
 */
export function followIntoNewVersion(router: Router): void {
  const failedLoads = new WeakSet<Error>()
  let latest: RouteLocationNormalized | undefined

  async function follow(to: RouteLocationNormalized): Promise<void> {
    const loadable = await isThere(to.fullPath)
    if (to !== latest) {
      return // Whoever waited for it went elsewhere.
    }
    if (loadable) {
      location.assign(to.fullPath)
    } else {
      tell("This page can't be loaded at the moment.")
    }
  }

  window.addEventListener('vite:preloadError', ({ payload }) => failedLoads.add(payload))
  router.beforeEach((to) => {
    latest = to
  })
  router.onError((error, to) => {
    if (failedLoads.has(error)) {
      void follow(to)
    } else {
      reportError(error)
    }
  })
}

/** Without a network the page stays as it is, which is better than the browser's page of an error. */
async function isThere(address: string): Promise<boolean> {
  try {
    return (await fetch(address)).ok
  } catch {
    return false
  }
}
