import { readonly, ref, shallowRef, type Ref, type ShallowRef } from 'vue'

import { messageOf } from '../../shared/api/apiError'
import type { Reading, ReadingPage } from './dataApi'

/** Fetches the page that a cursor leads to, or the first. */
export type FetchPage = (cursor: string | undefined, signal: AbortSignal) => Promise<ReadingPage>

/** Readings that are fetched page by page as somebody scrolls through them. */
export class ReadingList {
  private readonly all = shallowRef<readonly Reading[]>([])
  private readonly state = ref<'idle' | 'loading' | 'end'>('idle')
  private readonly failure = ref('')
  private fetchPage: FetchPage | undefined
  private cursor: string | undefined
  private asking = new AbortController()

  readonly readings: Readonly<ShallowRef<readonly Reading[]>> = this.all
  readonly problem: Readonly<Ref<string>> = readonly(this.failure)

  get loading(): boolean {
    return this.state.value === 'loading'
  }

  /** Whether all of them are here. */
  get complete(): boolean {
    return this.state.value === 'end'
  }

  /** Begins another list. What is still under way for the one before is dropped when it comes. */
  async open(fetchPage: FetchPage): Promise<void> {
    this.close()
    this.fetchPage = fetchPage
    this.cursor = undefined
    this.all.value = []
    this.state.value = 'idle'
    await this.more()
  }

  /** Fetches the next page, unless one is under way or there is none. */
  async more(): Promise<void> {
    if (this.state.value !== 'idle' || this.fetchPage === undefined) {
      return
    }
    const { signal } = this.asking
    this.state.value = 'loading'
    this.failure.value = ''
    try {
      const page = await this.fetchPage(this.cursor, signal)
      if (!signal.aborted) {
        this.append(page)
      }
    } catch (error) {
      if (!signal.aborted) {
        this.failure.value = messageOf(error)
        this.state.value = 'idle'
      }
    }
  }

  close(): void {
    this.asking.abort()
    this.asking = new AbortController()
  }

  private append({ readings, nextCursor }: ReadingPage): void {
    this.all.value = this.all.value.concat(readings)
    this.cursor = nextCursor
    this.state.value = nextCursor === undefined ? 'end' : 'idle'
  }
}
