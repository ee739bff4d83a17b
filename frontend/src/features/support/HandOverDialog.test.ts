import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, h, nextTick, reactive, type App } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { press } from '../../shared/fakeDialog'
import HandOverDialog from './HandOverDialog.vue'
import { listEngineers, type Engineer } from './supportApi'

vi.mock('./supportApi')
vi.mock('../../shared/ModalDialog.vue', async () => ({
  default: (await import('../../shared/fakeDialog')).ModalDialog,
}))
vi.mock('vuetify/components/VCard', () => import('../../shared/fakeDialog'))
vi.mock('vuetify/components/VBtn', () => import('../../shared/fakeDialog'))
vi.mock('vuetify/components/VAlert', async () => ({
  VAlert: (await import('../../shared/fakeDialog')).VCard,
}))

const engineer = (id: string, name: string): Engineer => ({
  id,
  name,
  role: 'ENGINEER',
  online: true,
  seenAt: '2026-03-02T12:00:00Z',
})
const handOver = vi.fn<(engineer: Engineer) => Promise<void>>()
const props = reactive({ modelValue: true, assigneeId: 'u7', handOver })
let element: HTMLElement
let app: App

beforeEach(async () => {
  Object.assign(props, { modelValue: true, assigneeId: 'u7' })
  handOver.mockReset()
  vi.mocked(listEngineers)
    .mockReset()
    .mockResolvedValue([engineer('u7', 'Eve'), engineer('u8', 'Bob'), engineer('u9', 'Kim')])
  element = document.createElement('div')
  app = createApp(() => h(HandOverDialog, props))
  app.mount(element)
  await vi.waitFor(() => {
    expect(offered()).toEqual(['Bob', 'Kim'])
  })
})

afterEach(() => {
  app.unmount()
})

function offered(): (string | null)[] {
  return [...element.querySelectorAll('.engineer-name')].map(({ textContent }) => textContent)
}

test('a dialog that is opened again offers whoever does not have it by then', async () => {
  Object.assign(props, { modelValue: false, assigneeId: 'u8' })
  await nextTick()
  props.modelValue = true
  await vi.waitFor(() => {
    expect(offered()).toEqual(['Eve', 'Kim'])
  })
})

test('a conversation is handed over to one engineer', async () => {
  handOver.mockReturnValue(new Promise(() => undefined))
  await press(element, 'Bobhere now')
  await press(element, 'Kimhere now')
  expect(handOver).toHaveBeenCalledExactlyOnceWith(engineer('u8', 'Bob'))
})

test('what nobody answered is not said to be sent again by itself', async () => {
  handOver.mockRejectedValue(ApiError.unreachable())
  await press(element, 'Bobhere now')
  await vi.waitFor(() => {
    expect(element.textContent).toContain('try this again')
  })
})
