import { afterEach, expect, test } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'

import { behindDialog, useModality } from './modality'

const open = ref(false)
/** What a dialog does while it is on the page. */
function dialog(): { end: () => void } {
  const scope = effectScope()
  scope.run(() => {
    useModality(() => open.value)
  })
  return { end: () => scope.stop() }
}

function button(): HTMLButtonElement {
  const element = document.body.appendChild(document.createElement('button'))
  element.focus()
  return element
}

afterEach(() => {
  open.value = false
  document.body.replaceChildren()
})

test('what lies behind is out of reach while a dialog is open', async () => {
  const shown = dialog()
  expect(behindDialog.value).toBe(false)
  open.value = true
  await nextTick()
  expect(behindDialog.value).toBe(true)
  shown.end()
  expect(behindDialog.value).toBe(false)
})

test('one of two dialogs that ends leaves the page to the other', async () => {
  open.value = true
  const [first, second] = [dialog(), dialog()]
  first.end()
  expect(behindDialog.value).toBe(true)
  second.end()
  await nextTick()
  expect(behindDialog.value).toBe(false)
})

test('the focus returns to what had it', async () => {
  const opener = button()
  dialog()
  open.value = true
  await nextTick()
  opener.blur()
  open.value = false
  await nextTick()
  await nextTick()
  expect(document.activeElement).toBe(opener)
})

test('the focus stays where it has gone meanwhile', async () => {
  button()
  dialog()
  open.value = true
  await nextTick()
  const chosen = button()
  open.value = false
  await nextTick()
  await nextTick()
  expect(document.activeElement).toBe(chosen)
})

test('the focus returns to the button of a menu whose entry has opened the dialog', async () => {
  const opener = button()
  const menu = document.body.appendChild(document.createElement('div'))
  menu.className = 'v-overlay'
  const entry = menu.appendChild(document.createElement('button'))
  entry.focus()
  dialog()
  open.value = true
  await nextTick()
  menu.remove()
  open.value = false
  await nextTick()
  await nextTick()
  expect(document.activeElement).toBe(opener)
})
