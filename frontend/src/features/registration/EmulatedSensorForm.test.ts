import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, type App } from 'vue'

import EmulatedSensorForm from './EmulatedSensorForm.vue'
import { changeSensor, type EmulatedSensor, type SensorPatch } from './emulatedSensors'

vi.mock('./emulatedSensors', async (actual) => ({ ...(await actual()), changeSensor: vi.fn() }))
vi.mock('vuetify/components/VAlert', () => ({ VAlert: () => null }))
vi.mock('vuetify/components/VSelect', () => ({ VSelect: () => null }))
vi.mock('vuetify/components/VSwitch', () => ({ VSwitch: () => null }))
vi.mock('vuetify/components/VTextField', async () => {
  const { h } = await import('vue')
  type Emit = (event: string, text?: string) => void
  const VTextField = (
    { modelValue, label }: { modelValue: string; label: string },
    { emit }: { emit: Emit },
  ) =>
    h('input', {
      value: modelValue,
      name: label,
      onInput: ({ target }: InputEvent) => {
        emit('update:modelValue', (target as HTMLInputElement).value)
      },
      onChange: () => {
        emit('change')
      },
    })
  return {
    VTextField: Object.assign(VTextField, {
      props: ['modelValue', 'label'],
      emits: ['update:modelValue', 'change'],
    }),
  }
})

const SENSOR = {
  id: 's',
  metric: 'power',
  unit: 'W',
  intervalMillis: 1000,
  noise: 0.02,
  offset: 0,
  fault: 'none',
  paused: false,
} as EmulatedSensor

const asked = vi.mocked(changeSensor)
let answers: (() => void)[]
let app: App
let element: HTMLElement

beforeEach(() => {
  answers = []
  asked.mockReset().mockImplementation(
    (_, patch: SensorPatch) =>
      new Promise((resolve) => {
        answers.push(() => {
          resolve({ ...SENSOR, ...patch } as EmulatedSensor)
        })
      }),
  )
  element = document.createElement('div')
  app = createApp(EmulatedSensorForm, { sensor: SENSOR, title: 'Power' })
  app.mount(element)
})

afterEach(() => {
  app.unmount()
})

function field(label: string): HTMLInputElement {
  return element.querySelector(`[name=${label}]`) as HTMLInputElement
}

function type(label: string, text: string): void {
  field(label).value = text
  field(label).dispatchEvent(new Event('input'))
}

async function set(label: string, text: string): Promise<void> {
  type(label, text)
  field(label).dispatchEvent(new Event('change'))
  await settled()
}

async function answer(): Promise<void> {
  answers.shift()?.()
  await settled()
}

/** What waits for nothing but its turn is done. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve)
  })
}

test('an answer leaves alone what is typed while it is waited for', async () => {
  await set('Interval', '5,0')
  expect(asked).toHaveBeenCalledTimes(1)
  type('Noise', '7')
  await answer()
  expect(field('Interval').value).toBe('5')
  expect(field('Noise').value).toBe('7')
})

test('what is set while an answer is waited for is sent after it', async () => {
  await set('Interval', '5')
  await set('Noise', '7')
  expect(asked).toHaveBeenCalledTimes(1)
  await answer()
  expect(asked).toHaveBeenCalledTimes(2)
  expect(asked.mock.lastCall?.[1]).toMatchObject({ intervalMillis: 5000, noise: 0.07 })
  await answer()
  expect(field('Noise').value).toBe('7')
})
