import { h, nextTick, type Slots } from 'vue'

/*
 * What a form in a dialog is mounted with in tests: the dialog tells whether a click beside it
 * closes it, and its first field takes what is typed.
 */

interface Context {
  attrs: object
  slots: Slots
  emit: (event: string, text: string) => void
}

export const ModalDialog = (_: unknown, { attrs, slots }: Context) =>
  h('section', { persistent: (attrs as { persistent: boolean }).persistent }, slots['default']?.())

export const VCard = (_: unknown, { slots }: Context) => slots['default']?.()

export const VTextField = Object.assign(
  (_: unknown, { emit }: Context) =>
    h('input', {
      onInput: ({ target }: InputEvent) => {
        emit('update:modelValue', (target as HTMLInputElement).value)
      },
    }),
  { emits: ['update:modelValue'] },
)

export function isPersistent(mounted: Element): boolean {
  return mounted.querySelector('section')?.getAttribute('persistent') === 'true'
}

export async function type(mounted: Element, text: string): Promise<void> {
  const field = mounted.querySelector('input') as HTMLInputElement
  field.value = text
  field.dispatchEvent(new Event('input'))
  await nextTick()
}
