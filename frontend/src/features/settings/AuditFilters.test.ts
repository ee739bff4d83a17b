import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, h, type App } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { toasts } from '../../shared/toasts'
import AuditFilters from './AuditFilters.vue'
import { listUsers, type Account } from './usersApi'

vi.mock('./usersApi')
vi.mock('vuetify/components/VTextField', () => ({ VTextField: () => null }))
vi.mock('vuetify/components/VSelect', () => ({
  VSelect: (_: unknown, { attrs }: { attrs: { items?: { title: string }[] } }) =>
    attrs.items?.map(({ title }) => h('li', title)),
}))

let app: App

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  app.unmount()
  toasts.value = []
  vi.useRealTimers()
})

test('people that were not answered are asked for again, and that is told once', async () => {
  vi.mocked(listUsers)
    .mockRejectedValueOnce(ApiError.unreachable())
    .mockRejectedValueOnce(ApiError.unreachable())
    .mockResolvedValue([{ id: 'u1', name: 'Ada', email: 'ada@example.org' } as Account])
  const element = document.createElement('div')
  app = createApp(AuditFilters, { modelValue: { action: '', actor: '', q: '' } })
  app.mount(element)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(element.textContent).not.toContain('Ada')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(element.textContent).toContain('Ada (ada@example.org)')
  expect(toasts.value).toHaveLength(1)
})
