import { expect, test, vi } from 'vitest'
import { createApp, nextTick, ref, type Slots } from 'vue'

import CannedReplyDialog from './CannedReplyDialog.vue'
import type { CannedReplies } from './useCannedReplies'

vi.mock('../../shared/ModalDialog.vue', async () => {
  const { h } = await import('vue')
  return {
    default: (_: unknown, { attrs, slots }: { attrs: object; slots: Slots }) =>
      h(
        'section',
        { persistent: (attrs as { persistent: boolean }).persistent },
        slots['default']?.(),
      ),
  }
})
vi.mock('vuetify/components/VTextField', async () => {
  const { h } = await import('vue')
  const VTextField = (_: unknown, { emit }: { emit: (event: string, text: string) => void }) =>
    h('input', {
      onInput: ({ target }: InputEvent) => {
        emit('update:modelValue', (target as HTMLInputElement).value)
      },
    })
  return { VTextField: Object.assign(VTextField, { emits: ['update:modelValue'] }) }
})
vi.mock('vuetify/components/VCard', () => ({
  VCard: (_: unknown, { slots }: { slots: Slots }) => slots['default']?.(),
}))
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

function isPersistent(): boolean {
  return element.querySelector('section')?.getAttribute('persistent') === 'true'
}

async function type(text: string): Promise<void> {
  const field = element.querySelector('input') as HTMLInputElement
  field.value = text
  field.dispatchEvent(new Event('input'))
  await nextTick()
}

test('a click beside the dialog closes it only while no text is written', async () => {
  const canned = { replies: ref([]), problem: ref('') } as unknown as CannedReplies
  const app = createApp(CannedReplyDialog, { modelValue: true, canned })
  app.mount(element)
  expect(isPersistent()).toBe(false)
  await press('New')
  expect(isPersistent()).toBe(false)
  await type('Restart')
  expect(isPersistent()).toBe(true)
  await press('Cancel')
  expect(isPersistent()).toBe(false)
  app.unmount()
})
