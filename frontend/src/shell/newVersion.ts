import { defineAsyncComponent, type AsyncComponentLoader, type Component } from 'vue'
import { START_LOCATION, type RouteLocationNormalized, type Router } from 'vue-router'

import { tell } from '../shared/toasts'

/**
 * Follows links though the platform has a newer version of the page, and not the files of this one
 * any more: the browser loads the page anew where the link leads, and asks before it drops what is
 * not saved. A page that has only begun is the newest version: what is missing there would be missing
 * again, and is told of instead.
 */
export function followIntoNewVersion(router: Router): void {
  const failedLoads = new WeakSet<Error>()
  let latest: RouteLocationNormalized | undefined

  async function follow(to: RouteLocationNormalized, begins: boolean): Promise<void> {
    const loadable = !begins && (await isThere(to.fullPath))
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
  router.onError((error, to, from) => {
    if (failedLoads.has(error)) {
      void follow(to, from === START_LOCATION)
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

/** A part without which nobody can go on: when it can't be loaded, the whole page is loaded anew. */
export function neededPart(load: AsyncComponentLoader): Component {
  return defineAsyncComponent({
    loader: load,
    onError: (_error, _retry, fail) => {
      location.reload()
      fail()
    },
  })
}
