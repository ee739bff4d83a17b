import { expect, test, vi } from 'vitest'
import { createApp, nextTick, ref, type Slots } from 'vue'

import { isPersistent, type } from '../../shared/fakeDialog'
import CannedReplyDialog from './CannedReplyDialog.vue'
import type { CannedReplies } from './useCannedReplies'

vi.mock('../../shared/ModalDialog.vue', async () => ({
  default: (await import('../../shared/fakeDialog')).ModalDialog,
}))
vi.mock('vuetify/components/VCard', () => import('../../shared/fakeDialog'))
vi.mock('vuetify/components/VTextField', () => import('../../shared/fakeDialog'))
vi.mock('vuetify/components/VAlert', () => ({ VAlert: () => null }))
vi.mock('vuetify/components/VTextarea', () => ({ VTextarea: () => null }))
vi.mock('vuetify/components/VBtn', async () => {
  const { h } = await import('vue')
  return {
    VBtn: (_: unknown, { slots }: { slots: Slots }) => h('button', slots['default']?.()),
  }
})

const element = document.createElement('div')

async function press(title: string): Promise<void> {
  const buttons = [...element.querySelectorAll('button')]
  buttons.find(({ textContent }) => textContent === title)?.click()
  await nextTick()
}

test('a click beside the dialog closes it only while no text is written', async () => {
  const canned = { replies: ref([]), problem: ref('') } as unknown as CannedReplies
  const app = createApp(CannedReplyDialog, { modelValue: true, canned })
  app.mount(element)
  expect(isPersistent(element)).toBe(false)
  await press('New')
  expect(isPersistent(element)).toBe(false)
  await type(element, 'Restart')
  expect(isPersistent(element)).toBe(true)
  await press('Cancel')
  expect(isPersistent(element)).toBe(false)
  app.unmount()
})
