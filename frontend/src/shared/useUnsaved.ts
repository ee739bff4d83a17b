import { onScopeDispose } from 'vue'
import { onBeforeRouteLeave, type RouteLocation } from 'vue-router'

import { ask } from './questions'

/** Of several forms on a page that is left, only the first one asks. */
let asked: { to: RouteLocation; answer: Promise<boolean> } | undefined

/**
 * Asks before somebody leaves what is not saved, by a link or Back, or by closing the page. A
 * session that has ended leaves without asking: there is nobody left to save it for.
 */
export function useUnsaved(
  isUnsaved: () => boolean,
  text = 'What was typed here is not saved, and is gone then.',
): void {
  onBeforeRouteLeave((to) => {
    if (to.meta.open || !isUnsaved()) {
      return true
    }
    if (asked?.to !== to) {
      asked = { to, answer: ask({ title: 'Leave this page?', text, yes: 'Leave' }) }
    }
    return asked.answer
  })

  // The browser asks in its own words.
  function beforeUnload(event: BeforeUnloadEvent): void {
    if (isUnsaved()) {
      event.preventDefault()
    }
  }
  window.addEventListener('beforeunload', beforeUnload)
  onScopeDispose(() => {
    window.removeEventListener('beforeunload', beforeUnload)
  })
}
