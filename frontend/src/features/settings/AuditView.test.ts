import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, h, nextTick, type App } from 'vue'
import { createMemoryHistory, createRouter, RouterView, type Router } from 'vue-router'

import { ApiError } from '../../shared/api/apiError'
import { signInAgain } from '../session/fakeSession'
import { changesOf, type AuditQuery } from './auditApi'
import AuditView from './AuditView.vue'

vi.mock('../session/session', () => import('../session/fakeSession'))
vi.mock('./auditApi')
vi.mock('./AuditFilters.vue', () => ({
  default: Object.assign(
    ({ modelValue }: { modelValue: AuditQuery }, { emit }: { emit: typeof choose }) => {
      choose = emit
      return h('output', JSON.stringify(modelValue))
    },
    { props: ['modelValue'], emits: ['update:modelValue'] },
  ),
}))
vi.mock('./AuditTable.vue', () => ({ default: () => null }))
vi.mock('./SettingsHead.vue', () => ({ default: () => null }))
vi.mock('vuetify/components/VAlert', async () => ({
  VAlert: (await import('../../shared/fakeDialog')).VCard,
}))
vi.mock('vuetify/components/VBtn', () => ({ VBtn: () => null }))

const EVERYTHING: AuditQuery = { action: '', actor: '', q: '' }
const OF_NORTH: AuditQuery = { action: 'site', actor: 'u1', q: 'North' }
/** Puts something into the fields. */
let choose: (event: string, query: AuditQuery) => void
let page: HTMLElement
let router: Router
let app: App

beforeEach(async () => {
  vi.useFakeTimers()
  vi.mocked(changesOf).mockReset().mockResolvedValue({ items: [], nextCursor: null })
  router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/audit', component: AuditView }],
  })
  await router.push('/audit?about=site&by=u1&q=North')
  page = document.createElement('div')
  app = createApp(RouterView).use(router)
  app.mount(page)
})

afterEach(() => {
  app.unmount()
  vi.useRealTimers()
})

function fields(): AuditQuery {
  return JSON.parse(page.querySelector('output')?.textContent ?? '') as AuditQuery
}

test('the fields and the changes are what the address asks for, also when it is another', async () => {
  expect(fields()).toEqual(OF_NORTH)
  expect(changesOf).toHaveBeenLastCalledWith(OF_NORTH, undefined, 100)
  await router.push('/audit')
  await nextTick()
  expect(fields()).toEqual(EVERYTHING)
  expect(changesOf).toHaveBeenLastCalledWith(EVERYTHING, undefined, 100)
  expect(changesOf).toHaveBeenCalledTimes(2)
})

test('what is chosen is asked for at once, and what is typed after a pause, each once', async () => {
  choose('update:modelValue', { ...OF_NORTH, actor: '' })
  await vi.advanceTimersByTimeAsync(0)
  expect(router.currentRoute.value.query).toEqual({ about: 'site', q: 'North' })
  expect(changesOf).toHaveBeenLastCalledWith({ ...OF_NORTH, actor: '' }, undefined, 100)
  choose('update:modelValue', { ...OF_NORTH, actor: '', q: 'Nor' })
  await vi.advanceTimersByTimeAsync(100)
  expect(changesOf).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(router.currentRoute.value.query).toEqual({ about: 'site', q: 'Nor' })
  expect(changesOf).toHaveBeenLastCalledWith({ ...OF_NORTH, actor: '', q: 'Nor' }, undefined, 100)
  expect(changesOf).toHaveBeenCalledTimes(3)
})

test('whoever signs in again has the changes asked for that were refused meanwhile', async () => {
  vi.mocked(changesOf).mockRejectedValueOnce(new ApiError(401, 'Unauthorized'))
  await router.push('/audit')
  await vi.advanceTimersByTimeAsync(0)
  expect(page.textContent).toContain('The session has ended')
  await signInAgain()
  await vi.advanceTimersByTimeAsync(0)
  expect(page.textContent).not.toContain('The session has ended')
  expect(changesOf).toHaveBeenLastCalledWith(EVERYTHING, undefined, 100)
})
