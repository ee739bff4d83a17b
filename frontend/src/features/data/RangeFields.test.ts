import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, h, nextTick, shallowRef, type App } from 'vue'

import { preferences } from '../../shared/preferences'
import RangeFields from './RangeFields.vue'
import { fixed, resolve, type RangeText, type TimeRange } from './readingRange'

vi.mock('vuetify/components/VBtn', () => ({ VBtn: { render: () => null } }))
vi.mock('vuetify/components/VBtnToggle', async () => {
  const { h } = await import('vue')
  const VBtnToggle = (_: object, { emit }: { emit: (event: string, name: string) => void }) =>
    h('button', {
      onClick: () => {
        emit('update:modelValue', 'other')
      },
    })
  return { VBtnToggle: Object.assign(VBtnToggle, { emits: ['update:modelValue'] }) }
})
vi.mock('vuetify/components/VTextField', async () => {
  const { h } = await import('vue')
  const VTextField = (
    { modelValue }: { modelValue: string },
    { emit }: { emit: (event: string, text: string) => void },
  ) =>
    h('input', {
      value: modelValue,
      onInput: ({ target }: InputEvent) => {
        emit('update:modelValue', (target as HTMLInputElement).value)
      },
    })
  return {
    VTextField: Object.assign(VTextField, {
      props: ['modelValue', 'type'],
      emits: ['update:modelValue'],
    }),
  }
})

const T = Date.parse('2026-03-01T12:00:00Z')
const RECENT: RangeText = { from: 'now-15m', to: 'now' }
const shown = shallowRef<{ text: RangeText; range: TimeRange }>(at(RECENT, T))
let app: App
let element: HTMLElement

function at(text: RangeText, now: number): { text: RangeText; range: TimeRange } {
  return { text: { ...text }, range: resolve(text, now) as TimeRange }
}

beforeEach(() => {
  preferences.timeZone = 'UTC'
  shown.value = at(RECENT, T)
  element = document.createElement('div')
  app = createApp({ render: () => h(RangeFields, shown.value) })
  app.mount(element)
})

afterEach(() => {
  app.unmount()
  preferences.timeZone = ''
})

async function other(): Promise<void> {
  element.querySelector('button')?.click()
  await nextTick()
}

async function type(text: string): Promise<void> {
  const field = element.querySelector('input') as HTMLInputElement
  field.value = text
  field.dispatchEvent(new Event('input'))
  await nextTick()
}

function fields(): string[] {
  return [...element.querySelectorAll('input')].map(({ value }) => value)
}

test('the same range at a later time leaves alone what is typed', async () => {
  await other()
  await type('2026-02-28T00:00:00')
  shown.value = at(RECENT, T + 60_000)
  await nextTick()
  expect(fields()).toEqual(['2026-02-28T00:00:00', '2026-03-01T12:00:00'])
})

test('another range, or another time zone, is in the fields at once', async () => {
  shown.value = at(fixed({ from: T - 60_000, to: T }), T)
  await nextTick()
  await type('2026-02-28T00:00:00')
  shown.value = at(fixed({ from: T - 3_600_000, to: T }), T)
  await nextTick()
  expect(fields()).toEqual(['2026-03-01T11:00:00', '2026-03-01T12:00:00'])
  preferences.timeZone = 'Asia/Tokyo'
  await nextTick()
  expect(fields()).toEqual(['2026-03-01T20:00:00', '2026-03-01T21:00:00'])
})

test('whoever goes back to a fixed range has its fields, and to a recent one has none', async () => {
  shown.value = at(fixed({ from: T - 60_000, to: T }), T)
  await nextTick()
  expect(fields()).toEqual(['2026-03-01T11:59:00', '2026-03-01T12:00:00'])
  shown.value = at(RECENT, T)
  await nextTick()
  expect(fields()).toEqual([])
})

test('fields that are opened have the range that is shown then', async () => {
  shown.value = at(RECENT, T + 60_000)
  await nextTick()
  await other()
  expect(fields()).toEqual(['2026-03-01T11:46:00', '2026-03-01T12:01:00'])
})
