import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, type App } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { getServer, type Server } from '../../shared/api/servers'
import { press } from '../../shared/fakeDialog'
import { signInAgain } from '../session/fakeSession'
import EditServerView from './EditServerView.vue'
import { replaceServer } from './registrationApi'

vi.mock('../session/session', () => import('../session/fakeSession'))
vi.mock('../../shared/api/servers')
vi.mock('./registrationApi')
vi.mock('./EmulatedSensorsCard.vue', () => ({ default: () => null }))
vi.mock('./ServerFormCard.vue', async () => {
  const { h } = await import('vue')
  const ServerFormCard = (_: unknown, { emit }: { emit: (event: string) => void }) =>
    h(
      'button',
      {
        onClick: () => {
          emit('send')
        },
      },
      'Save',
    )
  return { default: Object.assign(ServerFormCard, { inheritAttrs: false, emits: ['send'] }) }
})
vi.mock('vue-router', () => ({ RouterLink: () => null, useRouter: () => ({}) }))
vi.mock('vuetify/components/VAlert', async () => ({
  VAlert: (await import('../../shared/fakeDialog')).VCard,
}))
vi.mock('vuetify/components/VBtn', () => import('../../shared/fakeDialog'))

const SERVER = {
  id: 'a',
  name: 'web-01',
  siteId: 'n',
  siteName: 'North',
  rack: 'R1',
  cores: 8,
  sensorMode: 'REAL',
  energy: { source: 'GRID', idleWatts: 90, peakWatts: 300, powerCurveWatts: [] },
} as unknown as Server

let page: HTMLElement
let app: App

beforeEach(() => {
  vi.mocked(getServer).mockReset().mockResolvedValue(SERVER)
  vi.mocked(replaceServer).mockReset()
})

afterEach(() => {
  app.unmount()
  page.remove()
})

function open(): void {
  page = document.createElement('div')
  // What is not in the document can't have the focus.
  document.body.append(page)
  app = createApp(EditServerView, { id: 'a' })
  app.mount(page)
}

async function loaded(): Promise<void> {
  await vi.waitFor(() => {
    expect(page.textContent).toContain('Edit web-01')
  })
}

test('whoever saves after somebody else is led to what is to be decided', async () => {
  const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView')
  vi.mocked(replaceServer).mockRejectedValue(new ApiError(412, 'Precondition Failed'))
  open()
  await loaded()
  await press(page, 'Save')
  await vi.waitFor(() => {
    expect(document.activeElement?.textContent).toContain('Save mine over it')
  })
  expect(scrolled.mock.contexts).toEqual([document.activeElement])
})

test('whoever signs in again has the server asked for that was refused, and what is there stays', async () => {
  vi.mocked(getServer).mockRejectedValueOnce(new ApiError(401, 'Unauthorized'))
  open()
  await vi.waitFor(() => {
    expect(page.textContent).toContain('The session has ended')
  })
  await signInAgain()
  await loaded()
  expect(page.textContent).not.toContain('The session has ended')
  await signInAgain()
  expect(getServer).toHaveBeenCalledTimes(2)
})
