import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, ref, type App } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { getServer, type Server } from '../../shared/api/servers'
import ThreadAbout from './ThreadAbout.vue'

vi.mock('../../shared/api/servers')
vi.mock('../../shared/usePhone', () => ({ usePhone: () => ref(false) }))
vi.mock('vue-router', () => ({
  RouterLink: (_: unknown, { slots }: { slots: { default: () => unknown } }) => slots.default(),
}))

let element: HTMLElement
let app: App

beforeEach(() => {
  vi.useFakeTimers()
  element = document.createElement('div')
  app = createApp(ThreadAbout, { serverId: 's1', from: undefined, to: undefined })
})

afterEach(() => {
  app.unmount()
  vi.useRealTimers()
})

test('a name that nobody answered is asked for again', async () => {
  vi.mocked(getServer)
    .mockReset()
    .mockRejectedValueOnce(ApiError.unreachable())
    .mockResolvedValue({ name: 'web-01' } as Server)
  app.mount(element)
  await vi.advanceTimersByTimeAsync(0)
  expect(element.textContent).toContain('About A server')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(element.textContent).toContain('About web-01')
})

test('a server that is not there is asked for once', async () => {
  vi.mocked(getServer).mockReset().mockRejectedValue(new ApiError(404, 'Not Found'))
  app.mount(element)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(getServer).toHaveBeenCalledOnce()
})
