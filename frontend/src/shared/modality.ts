import { computed, nextTick, onScopeDispose, shallowRef, watch } from 'vue'

const openDialogs = shallowRef(0)

/** Whether a dialog has all attention. What lies behind it is inert then. */
export const behindDialog = computed(() => openDialogs.value > 0)

/**
 * Takes the page behind a dialog out of reach while it is open, and gives the focus back to what had
 * it before, unless it has gone elsewhere meanwhile.
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
  if (stillInDialog && focused instanceof HTMLElement && focused.isConnected) {
    focused.focus({ preventScroll: true })
  }
}
