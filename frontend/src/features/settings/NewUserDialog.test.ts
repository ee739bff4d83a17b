import { expect, test, vi } from 'vitest'
import { createApp, nextTick, type Slots } from 'vue'

import NewUserDialog from './NewUserDialog.vue'

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
vi.mock('../session/PasswordField.vue', () => ({ default: () => null }))
vi.mock('vuetify/components/VAlert', () => ({ VAlert: () => null }))
vi.mock('vuetify/components/VBtn', () => ({ VBtn: () => null }))
vi.mock('vuetify/components/VSelect', () => ({ VSelect: () => null }))

const element = document.createElement('div')

function isPersistent(): boolean {
  return element.querySelector('section')?.getAttribute('persistent') === 'true'
}

async function type(text: string): Promise<void> {
  const field = element.querySelector('input') as HTMLInputElement
  field.value = text
  field.dispatchEvent(new Event('input'))
  await nextTick()
}

test('a click beside the dialog closes it only while nothing is typed', async () => {
  const app = createApp(NewUserDialog, { modelValue: true })
  app.mount(element)
  expect(isPersistent()).toBe(false)
  await type('Ada')
  expect(isPersistent()).toBe(true)
  app.unmount()
})
