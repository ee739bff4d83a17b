import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, type App } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import KeyHistoryDialog from './KeyHistoryDialog.vue'
import type { KeyRow } from './keyRows'
import { keysOf } from './keysApi'

vi.mock('./keysApi')
vi.mock('../../shared/ModalDialog.vue', async () => ({
  default: (await import('../../shared/fakeDialog')).ModalDialog,
}))
vi.mock('vuetify/components/VCard', () => import('../../shared/fakeDialog'))
vi.mock('vuetify/components/VBtn', () => import('../../shared/fakeDialog'))
vi.mock('vuetify/components/VAlert', async () => ({
  VAlert: (await import('../../shared/fakeDialog')).VCard,
}))

let app: App

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  app.unmount()
  vi.useRealTimers()
})

test('keys that nobody answered are asked for again', async () => {
  vi.mocked(keysOf).mockRejectedValueOnce(ApiError.unreachable()).mockResolvedValue([])
  const element = document.createElement('div')
  const row = { holder: 'site', id: 'n', name: 'North' } as KeyRow
  app = createApp(KeyHistoryDialog, { modelValue: true, row })
  app.mount(element)
  await vi.advanceTimersByTimeAsync(0)
  expect(element.textContent).toContain('goes on trying')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(element.textContent).toContain('None so far')
})
