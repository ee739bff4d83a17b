import { computed, nextTick, onScopeDispose, shallowRef, watch } from 'vue'

const openDialogs = shallowRef(0)

/** Whether a dialog has all attention. What lies behind it is inert then. */
export const behindDialog = computed(() => openDialogs.value > 0)

/** What of the page itself had the focus last: the button of a menu, say, rather than its entry. */
let onPage: Element | null = null
document.addEventListener('focusin', ({ target }) => {
  if (target instanceof Element && target.closest('.v-overlay') === null) {
    onPage = target
  }
})

/**
 * Takes the page behind a dialog out of reach while it is open, and gives the focus back to what had
 * it before, unless it has gone elsewhere meanwhile. Where that was in a menu or another dialog that
 * is gone by then, it goes to what that was opened from.
 */
export function useModality(isOpen: () => boolean): void {
  let open = false
  let focused: Element | null = null

  function change(nowOpen: boolean): void {
    if (nowOpen === open) {
      return
    }
    open = nowOpen
    if (open) {
      focused = document.activeElement
      openDialogs.value++
    } else {
      openDialogs.value--
      void giveBack(focused)
    }
  }

  watch(isOpen, change, { immediate: true })
  onScopeDispose(() => {
    change(false)
  })
}

async function giveBack(focused: Element | null): Promise<void> {
  await nextTick()
  const now = document.activeElement
  const stillInDialog = now === null || now === document.body || now.closest('.v-overlay') !== null
  const before = focused?.isConnected ? focused : onPage
  if (stillInDialog && before instanceof HTMLElement) {
    before.focus({ preventScroll: true })
  }
}
