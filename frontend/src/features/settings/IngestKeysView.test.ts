import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, h, ref, type App, type Slots } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { listServers } from '../../shared/api/servers'
import { listSites, type Site } from '../../shared/api/sites'
import { press } from '../../shared/fakeDialog'
import { signInAgain } from '../session/fakeSession'
import IngestKeysView from './IngestKeysView.vue'
import type { KeyRow } from './keyRows'
import { issueKey, listValidKeys, type IngestKey, type IssuedKey } from './keysApi'

vi.mock('../session/session', () => import('../session/fakeSession'))
vi.mock('../../shared/api/servers')
vi.mock('../../shared/api/sites')
vi.mock('./keysApi')
vi.mock('../../shared/usePhone', () => ({ usePhone: () => ref(false) }))
vi.mock('../../shared/table/VirtualTable.vue', () => ({
  default: Object.assign(
    ({ rows }: { rows: KeyRow[] }, { slots }: { slots: Slots }) =>
      rows.map((row) => h('article', slots['row']?.({ row }))),
    { props: ['rows'], inheritAttrs: false },
  ),
}))
vi.mock('./KeyConfirmDialog.vue', () => ({
  __esModule: true,
  default: Object.assign(
    ({ confirm }: { confirm: () => void }) => h('button', { onClick: confirm }, 'Yes'),
    { props: ['confirm'] },
  ),
}))
vi.mock('./IssuedKeyDialog.vue', () => ({
  __esModule: true,
  default: Object.assign(
    (
      { row, ingestKey }: { row: KeyRow; ingestKey: string },
      { emit }: { emit: (event: string) => void },
    ) => [
      h('output', `${row.name} has ${ingestKey}`),
      h(
        'button',
        {
          onClick: () => {
            emit('done')
          },
        },
        'Kept',
      ),
    ],
    { props: ['row', 'ingestKey'], emits: ['done'] },
  ),
}))
vi.mock('./SettingsHead.vue', () => ({ default: () => null }))
vi.mock('vue-router', () => ({ RouterLink: () => null }))
vi.mock('vuetify/components/VAlert', async () => ({
  VAlert: (await import('../../shared/fakeDialog')).VCard,
}))
vi.mock('vuetify/components/VBtn', () => import('../../shared/fakeDialog'))
vi.mock('vuetify/components/VBtnToggle', () => ({ VBtnToggle: () => null }))
vi.mock('vuetify/components/VTextField', () => ({ VTextField: () => null }))

const NORTH = { id: 'n', name: 'North' } as Site
const SOUTH = { id: 's', name: 'South' } as Site
const KEY_OF_SOUTH = {
  id: 'k',
  scope: 'SITE',
  site: SOUTH,
  issuedAt: '2026-01-01T00:00:00Z',
} as unknown as IngestKey

/** Calls that wait for their keys, by whose they are. */
const waiting = new Map<string, (key: IssuedKey) => void>()
let page: HTMLElement
let app: App

beforeEach(async () => {
  waiting.clear()
  vi.mocked(listSites).mockResolvedValue([NORTH, SOUTH])
  vi.mocked(listServers).mockResolvedValue([])
  vi.mocked(listValidKeys).mockResolvedValue([KEY_OF_SOUTH])
  vi.mocked(issueKey)
    .mockReset()
    .mockImplementation((_, id) => new Promise((resolve) => waiting.set(id, resolve)))
  page = document.createElement('div')
  app = createApp(IngestKeysView)
  app.mount(page)
  await vi.waitFor(() => {
    expect(page.querySelectorAll('article')).toHaveLength(2)
  })
})

afterEach(() => {
  app.unmount()
})

async function issued(id: string): Promise<void> {
  waiting.get(id)?.({ ingestKey: `key-${id}` } as IssuedKey)
  await vi.waitFor(() => {
    expect(page.querySelector('output')).not.toBeNull()
  })
}

function told(): (string | null)[] {
  return [...page.querySelectorAll('output')].map(({ textContent }) => textContent)
}

test('a first key is issued once, however often its button is pressed', async () => {
  await press(page, 'Issue')
  await press(page, 'Issue')
  expect(issueKey).toHaveBeenCalledOnce()
  await issued('n')
  await vi.waitFor(async () => {
    await press(page, 'Issue')
    expect(issueKey).toHaveBeenCalledTimes(2)
  })
})

test('keys that come at the same time are shown one after the other, each as whose it is', async () => {
  await press(page, 'Issue')
  await press(page, 'Rotate')
  await vi.waitFor(async () => {
    await press(page, 'Yes')
    expect(waiting.has('s')).toBe(true)
  })
  await issued('n')
  await issued('s')
  expect(told()).toEqual(['North has key-n'])
  await press(page, 'Kept')
  expect(told()).toEqual(['South has key-s'])
  await press(page, 'Kept')
  expect(told()).toEqual([])
})

test('a key that nobody answered is not said to be asked for again by itself', async () => {
  vi.mocked(issueKey).mockRejectedValue(ApiError.unreachable())
  await press(page, 'Issue')
  await vi.waitFor(() => {
    expect(page.textContent).toContain('try this again')
  })
})

test('whoever signs in again has the keys asked for that were refused meanwhile', async () => {
  vi.mocked(issueKey).mockRejectedValue(new ApiError(401, 'Unauthorized'))
  await press(page, 'Issue')
  await vi.waitFor(() => {
    expect(page.textContent).toContain('The session has ended')
  })
  await signInAgain()
  await vi.waitFor(() => {
    expect(page.textContent).not.toContain('The session has ended')
  })
})
