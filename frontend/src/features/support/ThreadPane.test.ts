import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp, nextTick, ref, type App } from 'vue'

import type { User } from '../session/session'
import type { ChatSocket } from './chatSocket'
import { conversation, message } from './samples'
import { editMessage, getConversation, messagesBefore, type Message } from './supportApi'
import { SupportDesk } from './supportDesk'
import ThreadPane from './ThreadPane.vue'

vi.mock('./supportApi')
vi.mock('../session/onSignedInAgain')
vi.mock('./CannedReplyMenu.vue', () => ({ default: () => null }))
vi.mock('./ThreadHead.vue', () => ({ default: () => null }))
vi.mock('./ThreadLog.vue', () => ({
  default: Object.assign((_: unknown, { emit }: { emit: typeof tell }) => void (tell = emit), {
    emits: ['edit', 'seen'],
  }),
}))
vi.mock('vue-router', () => ({ RouterLink: () => null }))
vi.mock('vuetify/components/VAlert', () => ({ VAlert: () => null }))
vi.mock('vuetify/components/VBtn', () => import('../../shared/fakeDialog'))

const ADA_HERSELF: User = { id: 'u1', name: 'Ada', email: 'ada@example.org', role: 'USER' }
const FIRST = message(1)
const SECOND = message(2)

/** What the log of messages tells. */
let tell: (event: string, message: Message) => void
let page: HTMLElement
let app: App

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse(SECOND.at) })
  localStorage.clear()
  vi.mocked(getConversation).mockReset().mockResolvedValue(conversation('c1'))
  vi.mocked(messagesBefore).mockReset().mockResolvedValue([FIRST, SECOND])
  vi.mocked(editMessage).mockReset()
})

afterEach(() => {
  app.unmount()
  vi.useRealTimers()
})

async function open(): Promise<void> {
  const socket = {
    state: ref('open'),
    typing: () => undefined,
    watchThread: () => () => undefined,
  } as unknown as ChatSocket
  page = document.createElement('div')
  app = createApp(ThreadPane, { desk: new SupportDesk(ADA_HERSELF, socket), id: 'c1' })
  app.mount(page)
  await vi.advanceTimersByTimeAsync(0)
}

async function reopen(): Promise<void> {
  app.unmount()
  await open()
}

function field(): HTMLTextAreaElement {
  return page.querySelector('textarea') as HTMLTextAreaElement
}

async function edit(edited: Message, text?: string): Promise<void> {
  tell('edit', edited)
  await nextTick()
  if (text !== undefined) {
    await type(text)
  }
}

async function type(text: string): Promise<void> {
  field().value = text
  field().dispatchEvent(new Event('input'))
  await nextTick()
}

function press(key: string): void {
  field().dispatchEvent(new KeyboardEvent('keydown', { key }))
}

function edits(): boolean {
  return page.textContent.includes('You are editing a message')
}

test('an edited text that was left is there again, until its message cannot be changed any more', async () => {
  await open()
  await edit(FIRST, 'half a sen')
  await reopen()
  expect(edits()).toBe(true)
  expect(field().value).toBe('half a sen')
  vi.setSystemTime(Date.parse(FIRST.at) + 5 * 60_000)
  await reopen()
  expect(edits()).toBe(false)
  expect(field().value).toBe('')
})

test('whoever edits another message meanwhile comes back to what they wrote', async () => {
  await open()
  await edit(FIRST, 'half a sen')
  await edit(SECOND)
  expect(field().value).toBe(SECOND.text)
  await edit(FIRST)
  expect(field().value).toBe('half a sen')
})

test('the answer to an edit takes nothing from the next one', async () => {
  let answer: (message: Message) => void = () => undefined
  vi.mocked(editMessage).mockReturnValue(new Promise((resolve) => (answer = resolve)))
  await open()
  await edit(FIRST, 'said better')
  press('Enter')
  expect(editMessage).toHaveBeenCalledExactlyOnceWith(FIRST, 'said better')
  await edit(SECOND, 'half a sen')
  answer({ ...FIRST, text: 'said better', revision: 1 })
  await vi.advanceTimersByTimeAsync(0)
  expect(field().value).toBe('half a sen')
})

test('what is written on while an edit is under way stays', async () => {
  let answer: (message: Message) => void = () => undefined
  vi.mocked(editMessage).mockReturnValue(new Promise((resolve) => (answer = resolve)))
  await open()
  await edit(FIRST, 'said')
  press('Enter')
  await type('said better')
  answer({ ...FIRST, text: 'said', revision: 1 })
  await vi.advanceTimersByTimeAsync(0)
  expect(edits()).toBe(true)
  expect(field().value).toBe('said better')
})

test('of an edit that was cancelled or is saved nothing is kept', async () => {
  vi.mocked(editMessage).mockResolvedValue({ ...SECOND, text: 'said better', revision: 1 })
  await open()
  await edit(FIRST, 'half a sen')
  press('Escape')
  await edit(SECOND, 'said better')
  press('Enter')
  await vi.advanceTimersByTimeAsync(0)
  expect(edits()).toBe(false)
  await reopen()
  expect(edits()).toBe(false)
  await edit(FIRST)
  expect(field().value).toBe(FIRST.text)
})
