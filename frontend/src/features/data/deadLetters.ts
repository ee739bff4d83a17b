import pLimit from 'p-limit'
import { readonly, ref, shallowRef } from 'vue'

import { messageOf, messageOfSent } from '../../shared/api/apiError'
import {
  deadLetters,
  deleteDeadLetter,
  replayDeadLetter,
  type DeadLetter,
  type DeadLetterPage,
} from './dataApi'

/** So many are sent to be stored again at a time. */
const AT_ONCE = 4

export interface Replayed {
  done: number
  failed: number
  /** Why the first one failed. */
  problem: string
}

/** The dead letters, fetched page by page, and what an administrator does with them. */
export class DeadLetters {
  private readonly all = shallowRef<readonly DeadLetter[]>([])
  private readonly state = ref<'idle' | 'loading' | 'end'>('idle')
  private readonly failure = ref('')
  private cursor: string | undefined
  /** Which list a page is for: one that was asked for before a reload is of no use after it. */
  private list = 0

  readonly letters = this.all
  readonly problem = readonly(this.failure)

  get loading(): boolean {
    return this.state.value === 'loading'
  }

  get complete(): boolean {
    return this.state.value === 'end'
  }

  /** Fetches the first page; what is shown stays until it is there. */
  async reload(): Promise<void> {
    this.list++
    this.state.value = 'idle'
    await this.fetch(undefined, () => [])
  }

  /** Fetches the next page, unless one is under way or there is none. */
  async more(): Promise<void> {
    if (this.state.value === 'idle' && this.cursor !== undefined) {
      await this.fetch(this.cursor, () => this.all.value)
    }
  }

  async replay({ id }: DeadLetter): Promise<void> {
    await replayDeadLetter(id)
    this.drop(id)
  }

  async replayAll(letters: readonly DeadLetter[]): Promise<Replayed> {
    const turn = pLimit(AT_ONCE)
    const results = await Promise.allSettled(
      letters.map((letter) => turn(() => this.replay(letter))),
    )
    const failures = results.filter((result) => result.status === 'rejected')
    return {
      done: results.length - failures.length,
      failed: failures.length,
      problem: failures[0] ? messageOfSent(failures[0].reason) : '',
    }
  }

  async remove({ id }: DeadLetter): Promise<void> {
    await deleteDeadLetter(id)
    this.drop(id)
  }

  private async fetch(
    cursor: string | undefined,
    before: () => readonly DeadLetter[],
  ): Promise<void> {
    const list = this.list
    this.state.value = 'loading'
    this.failure.value = ''
    try {
      const page = await deadLetters(cursor)
      if (list === this.list) {
        this.take(page, before())
      }
    } catch (error) {
      if (list === this.list) {
        this.failure.value = messageOf(error)
        this.state.value = 'idle'
      }
    }
  }

  private take({ items, nextCursor }: DeadLetterPage, before: readonly DeadLetter[]): void {
    this.all.value = before.concat(items)
    this.cursor = nextCursor ?? undefined
    this.state.value = this.cursor === undefined ? 'end' : 'idle'
  }

  private drop(id: string): void {
    this.all.value = this.all.value.filter((letter) => letter.id !== id)
  }
}

/** The reasons that letters have, the most frequent first, with how many have each. */
export function reasonsOf(letters: readonly DeadLetter[]): [reason: string, count: number][] {
  const counts = new Map<string, number>()
  for (const { reason } of letters) {
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a)
}

/** The bytes of an unreadable payload as people look at them: offset, hexadecimal, text. */
export function hexLines(base64: string): string[] {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  return Array.from({ length: Math.ceil(bytes.length / 16) }, (_, line) => {
    const part = [...bytes.subarray(line * 16, line * 16 + 16)]
    const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const text = part
      .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'))
      .join('')
    return `${(line * 16).toString(16).padStart(6, '0')}  ${hex.padEnd(47)}  ${text}`
  })
}
