import { readonly, ref } from 'vue'

import { counted } from '../../shared/format'
import type { Conversation } from './supportApi'

/** `blocked` is what only the browser's own settings can change. */
export type NoticeState = 'absent' | 'unasked' | 'on' | 'off' | 'blocked'

const KEY = 'kilowatch.support-notices'

const current = ref<NoticeState>(stateOf())

/** Whether this browser shows new messages on the desktop. */
export const noticeState = readonly(current)

/** Turns them on, for which the browser asks the person, or off. */
export async function toggleNotices(): Promise<void> {
  if (current.value === 'on') {
    keep('off')
  } else if (current.value === 'unasked' || current.value === 'off') {
    await Notification.requestPermission()
    keep('on')
  }
  current.value = stateOf()
}

/** Shows that a conversation has something new, unless somebody looks at the page. */
export function notice(conversation: Conversation, open: (id: string) => void): void {
  if (current.value !== 'on' || (document.visibilityState === 'visible' && document.hasFocus())) {
    return
  }
  try {
    show(conversation, open)
  } catch {
    // Browsers of phones let only service workers show them.
  }
}

function show({ id, subject, unread }: Conversation, open: (id: string) => void): void {
  // Several tabs show one, by its tag. What was said stays on the page: others may see the desktop.
  const shown = new Notification(subject, {
    body: counted(unread, 'new message'),
    tag: id,
    icon: '/favicon.svg',
  })
  shown.onclick = () => {
    window.focus()
    open(id)
    shown.close()
  }
}

function stateOf(): NoticeState {
  if (typeof Notification === 'undefined') {
    return 'absent'
  }
  switch (Notification.permission) {
    case 'denied':
      return 'blocked'
    case 'granted':
      return kept() === 'off' ? 'off' : 'on'
    default:
      return 'unasked'
  }
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

function keep(choice: 'on' | 'off'): void {
  try {
    localStorage.setItem(KEY, choice)
  } catch {
    // Without storage the browser's permission alone decides.
  }
}
