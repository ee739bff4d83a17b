import { h, nextTick, type Slots } from 'vue'

/*
 * What a dialog, or a form, is mounted with in tests: it tells whether a click beside it closes it,
 * its fields take what is typed, and its buttons are found by what they say.
 */

interface Context {
  attrs: object
  slots: Slots
  emit: (event: string, text: string) => void
}

export const ModalDialog = (_: unknown, { attrs, slots }: Context) =>
  h('section', { persistent: (attrs as { persistent: boolean }).persistent }, slots['default']?.())

export const VCard = (_: unknown, { slots }: Context) => slots['default']?.()

export const VBtn = (_: unknown, { attrs, slots }: Context) =>
  h('button', { disabled: (attrs as { disabled?: boolean }).disabled }, slots['default']?.())

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

/** Types into the first fields, one text into each. */
export async function type(mounted: Element, ...texts: string[]): Promise<void> {
  const fields = mounted.querySelectorAll('input')
  texts.forEach((text, at) => {
    const field = fields[at] as HTMLInputElement
    field.value = text
    field.dispatchEvent(new Event('input'))
  })
  await nextTick()
}

export function submit(mounted: Element): void {
  mounted.querySelector('form')?.dispatchEvent(new Event('submit'))
}

export async function press(mounted: Element, title: string): Promise<void> {
  const buttons = [...mounted.querySelectorAll('button')]
  buttons.find(({ textContent }) => textContent === title)?.click()
  await nextTick()
}
