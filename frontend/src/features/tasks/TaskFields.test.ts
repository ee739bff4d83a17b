import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, h, reactive, type App } from 'vue'

import { emptyForm, type TaskForm } from './taskForm'
import TaskFields from './TaskFields.vue'

vi.mock('vuetify/components/VSelect', () => ({ VSelect: () => null }))
vi.mock('vuetify/components/VTextField', async () => {
  const vue = await import('vue')
  const VTextField = ({ label }: { label: string }) => vue.h('input', { name: label })
  return { VTextField: Object.assign(VTextField, { props: ['label'] }) }
})

const left = vi.fn()
let form: TaskForm
let app: App
let start: HTMLInputElement

beforeEach(() => {
  left.mockReset()
  form = reactive(emptyForm())
  const page = document.createElement('div')
  app = createApp(() =>
    h(TaskFields, { modelValue: form, sites: [], zones: [], problems: {}, onLeave: left }),
  )
  app.mount(page)
  start = page.querySelector('[name="Not before"]') as HTMLInputElement
})

afterEach(() => {
  app.unmount()
})

function type(event: string, badInput: boolean): void {
  Object.defineProperty(start, 'validity', { value: { badInput }, configurable: true })
  start.dispatchEvent(new Event(event))
}

test('a start of which only the date is typed is known not to be complete', () => {
  type('keyup', true)
  expect(form.earliestStartPartial).toBe(true)
  expect(left).not.toHaveBeenCalled()
  type('blur', true)
  expect(left).toHaveBeenCalledWith('earliestStart')
  type('keyup', false)
  expect(form.earliestStartPartial).toBe(false)
})
