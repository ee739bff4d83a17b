import { ref } from 'vue'

import { messageOfSent } from './api/apiError'

export interface Toast {
  text: string
  color?: 'success' | 'error'
  timeout?: number
  /** Takes back what the toast tells of. */
  undo?: () => Promise<void>
}

/** Undoing is a decision; reading is not. */
const UNDO_MILLIS = 10_000
const READ_MILLIS = 5_000

/** What is still to be told; the shell shows one after the other. */
export const toasts = ref<Toast[]>([])

export function tell(text: string, undo?: () => Promise<void>): void {
  toasts.value.push(undo ? { text, undo, timeout: UNDO_MILLIS } : { text, timeout: READ_MILLIS })
}

/** @param message of what somebody has sent, unless it says otherwise */
export function tellProblem(error: unknown, message = messageOfSent): void {
  toasts.value.push({ text: message(error), color: 'error', timeout: UNDO_MILLIS })
}
