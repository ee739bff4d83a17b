import { afterEach, expect, test, vi } from 'vitest'
import { createApp, h } from 'vue'

import { DEFAULTS, preferences } from '../../shared/preferences'
import LooksCard from './LooksCard.vue'

vi.mock('vuetify/components/VAutocomplete', () => ({
  VAutocomplete: Object.assign(
    (
      { modelValue }: { modelValue: string },
      { emit }: { emit: (event: string, value: string | null) => void },
    ) =>
      h('input', {
        value: modelValue,
        onInput: ({ target }: InputEvent) => {
          emit('update:modelValue', (target as HTMLInputElement).value || null)
        },
      }),
    { props: ['modelValue'], emits: ['update:modelValue'] },
  ),
}))
vi.mock('vuetify/components/VBtn', () => ({ VBtn: () => null }))
vi.mock('vuetify/components/VBtnToggle', () => ({ VBtnToggle: () => null }))
vi.mock('vuetify/components/VSelect', () => ({ VSelect: () => null }))
vi.mock('vuetify/components/VSwitch', () => ({ VSwitch: () => null }))

afterEach(() => {
  Object.assign(preferences, DEFAULTS)
})

test('a time zone that is emptied is the browser’s', () => {
  preferences.timeZone = 'Asia/Tokyo'
  const element = document.createElement('div')
  const app = createApp(LooksCard)
  app.mount(element)
  const zone = element.querySelector('input') as HTMLInputElement
  expect(zone.value).toBe('Asia/Tokyo')
  zone.value = ''
  zone.dispatchEvent(new Event('input'))
  expect(preferences.timeZone).toBe('')
  app.unmount()
})
