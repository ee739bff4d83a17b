import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'

import { useShortcuts } from './shortcuts'

let run: string[]
let scope: ReturnType<typeof effectScope>

beforeEach(() => {
  run = []
  scope = effectScope()
  scope.run(() => {
    useShortcuts(
      () => run.push('palette'),
      () => ['c', '?', 'g-f', 'g-m'].map((keys) => ({ keys, run: () => run.push(keys) })),
    )
  })
})

afterEach(() => {
  scope.stop()
  vi.useRealTimers()
  document.body.replaceChildren()
})

function press(key: string, modifiers: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, cancelable: true, ...modifiers })
  window.dispatchEvent(event)
  return event
}

function focusedInput(): void {
  const input = document.createElement('input')
  document.body.append(input)
  input.focus()
}

test.each([
  ['c', {}, ['c']],
  // Caps lock changes the letter, not what is meant.
  ['C', {}, ['c']],
  ['C', { shiftKey: true }, []],
  ['c', { ctrlKey: true }, []],
  ['c', { metaKey: true }, []],
  ['c', { repeat: true }, []],
  ['?', { shiftKey: true }, ['?']],
  ['?', {}, ['?']],
  ['k', { ctrlKey: true }, ['palette']],
  ['k', { metaKey: true }, ['palette']],
  ['k', { ctrlKey: true, shiftKey: true }, []],
] as const)('%s with %j does %j', (key, modifiers, wanted) => {
  press(key, modifiers)
  expect(run).toEqual(wanted)
})

test('keys that follow each other go where they lead, unless one waits too long', () => {
  vi.useFakeTimers()
  press('g')
  press('f')
  press('x')
  press('g')
  press('m')
  expect(run).toEqual(['g-f', 'g-m'])
  press('g')
  vi.advanceTimersByTime(1001)
  press('f')
  expect(run).toEqual(['g-f', 'g-m'])
})

test('where somebody types only the palette is heard', () => {
  focusedInput()
  press('c')
  press('?', { shiftKey: true })
  press('k', { ctrlKey: true })
  expect(run).toEqual(['palette'])
})

test('under a dialog nothing is heard, and the browser is kept from its own search', () => {
  const dialog = document.createElement('div')
  dialog.className = 'v-overlay v-overlay--active v-dialog'
  document.body.append(dialog)
  press('c')
  expect(press('k', { ctrlKey: true }).defaultPrevented).toBe(true)
  expect(run).toEqual([])
  dialog.className = 'v-overlay v-overlay--active v-snackbar'
  press('c')
  expect(run).toEqual(['c'])
})
