import { afterEach, expect, test, vi } from 'vitest'
import { createApp, nextTick, ref, type App } from 'vue'

import { isPersistent, press, submit, type } from '../../shared/fakeDialog'
import CannedReplyDialog from './CannedReplyDialog.vue'
import type { CannedReplies } from './useCannedReplies'

vi.mock('../../shared/ModalDialog.vue', async () => ({
  default: (await import('../../shared/fakeDialog')).ModalDialog,
}))
vi.mock('vuetify/components/VCard', () => import('../../shared/fakeDialog'))
vi.mock('vuetify/components/VBtn', () => import('../../shared/fakeDialog'))
vi.mock('vuetify/components/VTextField', () => import('../../shared/fakeDialog'))
vi.mock('vuetify/components/VAlert', () => ({ VAlert: () => null }))
vi.mock('vuetify/components/VTextarea', () => ({ VTextarea: () => null }))

const element = document.createElement('div')
let app: App

afterEach(() => {
  app.unmount()
})

function show(props: object = {}): void {
  app = createApp(CannedReplyDialog, { modelValue: true, ...props })
  app.mount(element)
}

test('a click beside the dialog closes it only while no text is written', async () => {
  const canned = { replies: ref([]), problem: ref('') } as unknown as CannedReplies
  show({ canned })
  expect(isPersistent(element)).toBe(false)
  await press(element, 'New')
  expect(isPersistent(element)).toBe(false)
  await type(element, 'Restart')
  expect(isPersistent(element)).toBe(true)
  await press(element, 'Cancel')
  expect(isPersistent(element)).toBe(false)
})

test('a text that is being saved is not left', async () => {
  const save = vi.fn(() => new Promise<void>(() => undefined))
  const replies = ref([{ id: 'r', title: 'Restart', text: 'Restart it.' }])
  const canned = { replies, problem: ref(''), save } as unknown as CannedReplies
  show({ canned })
  await press(element, 'Edit')
  submit(element)
  expect(save).toHaveBeenCalledOnce()
  await nextTick()
  await press(element, 'Cancel')
  expect(element.querySelector('form')).not.toBeNull()
})
