import { onScopeDispose } from 'vue'

export interface Shortcut {
  /** A key, or several that follow each other, with a dash between. */
  keys: string
  run: () => void
}

/** Keys that follow each other within this time belong together. */
const TOGETHER_MILLIS = 1000

/** Something lies over the page, and has the keys; what only tells something has not. */
const OVER_THE_PAGE = '.v-overlay--active:not(.v-snackbar, .v-tooltip)'

/**
 * Listens for shortcuts for as long as the component lives: Ctrl-K or Cmd-K wherever the focus is,
 * the others where nobody types. `?` is what the keyboard makes of it, with Shift or without.
 */
export function useShortcuts(openPalette: () => void, others: () => readonly Shortcut[]): void {
  let typed: string[] = []
  let typedAt = 0

  function press(event: KeyboardEvent): void {
    if (isPaletteKey(event)) {
      // Left to itself, a browser would take it for its own search.
      event.preventDefault()
      if (isPageOnTop()) {
        openPalette()
      }
      return
    }
    if (event.repeat || !isPlain(event) || isTyping() || !isPageOnTop()) {
      typed = []
      return
    }
    const now = Date.now()
    typed = now - typedAt > TOGETHER_MILLIS ? [] : typed
    typed.push(event.key.toLowerCase())
    typedAt = now
    const sequence = typed.join('-')
    // A key that ends no sequence may be a shortcut of its own.
    const shortcut =
      others().find(({ keys }) => keys.includes('-') && sequence.endsWith(keys)) ??
      others().find(({ keys }) => keys === event.key.toLowerCase())
    if (shortcut !== undefined) {
      typed = []
      event.preventDefault()
      shortcut.run()
    }
  }

  window.addEventListener('keydown', press)
  onScopeDispose(() => {
    window.removeEventListener('keydown', press)
  })
}

function isPaletteKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'k' && ctrlKey !== metaKey && !altKey && !shiftKey
}

/** Shift makes another key of a letter; of `?` it is how most keyboards write it. */
function isPlain({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return !ctrlKey && !metaKey && !altKey && (!shiftKey || !/^\p{L}$/u.test(key))
}

function isTyping(): boolean {
  const focused = document.activeElement
  return (
    focused instanceof HTMLElement &&
    (focused.isContentEditable || /^(input|textarea|select)$/i.test(focused.tagName))
  )
}

function isPageOnTop(): boolean {
  return document.querySelector(OVER_THE_PAGE) === null
}
