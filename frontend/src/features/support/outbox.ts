import { shallowRef, type Ref } from 'vue'

import { ApiError, messageOf } from '../../shared/api/apiError'
import { freshId } from '../../shared/freshId'
import type { KeptTexts } from './keptTexts'
import type { Message } from './supportApi'

/** A message that this page has not been told is kept. */
export interface Outgoing {
  clientId: string
  conversationId: string
  text: string
  /** When it was written, milliseconds since 1970. */
  at: number
  /** Why it was refused; undefined while it waits or is under way. */
  problem?: string | undefined
}

/** Keeps a message and answers it, once however often it is asked; throws an `ApiError`. */
export type Transmit = (outgoing: Outgoing) => Promise<Message>

const LEAST_PAUSE_MILLIS = 2_000
const LONGEST_PAUSE_MILLIS = 30_000

/**
 * What is written and not known to be kept. It is sent in its order, one after the other in each
 * conversation, and again, by the same name, until the platform has answered: when the connection is
 * back, after a pause, after a reload of the page. What the platform refuses waits for its writer.
 * While it is stopped nothing is sent: whoever is signed in by then may be somebody else.
 */
export class Outbox {
  private readonly waiting = shallowRef<readonly Outgoing[]>([])
  private readonly underWay = new Set<string>()
  private pauseMillis = LEAST_PAUSE_MILLIS
  private timer: ReturnType<typeof setTimeout> | undefined
  private stopped = false

  /**
   * @param kept what survives a reload
   * @param onSent told of each message that is kept now
   */
  constructor(
    private readonly transmit: Transmit,
    private readonly kept: KeptTexts,
    private readonly onSent: (message: Message) => void,
  ) {
    this.waiting.value = kept
      .names()
      .flatMap((name) => parseOutgoing(kept.get(name)))
      .sort((one, other) => one.at - other.at)
  }

  /** Oldest first. */
  get items(): Readonly<Ref<readonly Outgoing[]>> {
    return this.waiting
  }

  add(conversationId: string, text: string): void {
    const last = this.waiting.value.at(-1)?.at ?? 0
    const outgoing: Outgoing = {
      clientId: freshId(),
      conversationId,
      text,
      at: Math.max(Date.now(), last + 1),
    }
    this.waiting.value = [...this.waiting.value, outgoing]
    this.kept.set(outgoing.clientId, JSON.stringify(outgoing))
    this.flush()
  }

  /** Sends a refused message again. */
  retry(clientId: string): void {
    this.change(clientId, { problem: undefined })
    this.flush()
  }

  /** Gives up a message. */
  discard(clientId: string): void {
    this.waiting.value = this.waiting.value.filter((each) => each.clientId !== clientId)
    this.kept.set(clientId, '')
  }

  /** Sends what waits, now. */
  flush(): void {
    if (this.stopped) {
      return
    }
    clearTimeout(this.timer)
    new Set(this.waiting.value.map(({ conversationId }) => conversationId)).forEach((id) => {
      void this.send(id)
    })
  }

  /** Sends what waits, and from now on what is added. */
  start(): void {
    this.stopped = false
    this.flush()
  }

  /** What is under way comes to its end, and nothing after it is sent until this is started again. */
  stop(): void {
    this.stopped = true
    clearTimeout(this.timer)
  }

  private async send(conversationId: string): Promise<void> {
    if (this.underWay.has(conversationId)) {
      return
    }
    this.underWay.add(conversationId)
    try {
      let next = this.nextOf(conversationId)
      while (next !== undefined && (await this.sendOne(next)) && !this.stopped) {
        next = this.nextOf(conversationId)
      }
    } finally {
      this.underWay.delete(conversationId)
    }
  }

  /** @returns whether the one after it may follow */
  private async sendOne(outgoing: Outgoing): Promise<boolean> {
    try {
      const message = await this.transmit(outgoing)
      this.pauseMillis = LEAST_PAUSE_MILLIS
      this.onSent(message)
      this.discard(outgoing.clientId)
      return true
    } catch (error) {
      // Whoever signed out has left no text behind, and a refusal would keep it again.
      if (this.stopped || mayPass(error)) {
        this.pause(error)
        return false
      }
      this.change(outgoing.clientId, { problem: messageOf(error) })
      return true
    }
  }

  private nextOf(id: string): Outgoing | undefined {
    return this.waiting.value.find(
      ({ conversationId, problem }) => conversationId === id && problem === undefined,
    )
  }

  private pause(error: unknown): void {
    if (this.stopped) {
      return
    }
    const told = error instanceof ApiError ? error.retryAfterSeconds : undefined
    clearTimeout(this.timer)
    this.timer = setTimeout(
      () => {
        this.flush()
      },
      told === undefined ? this.pauseMillis : told * 1000,
    )
    this.pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, 2 * this.pauseMillis)
  }

  private change(clientId: string, change: Partial<Outgoing>): void {
    this.waiting.value = this.waiting.value.map((each) =>
      each.clientId === clientId ? { ...each, ...change } : each,
    )
    const changed = this.waiting.value.find((each) => each.clientId === clientId)
    if (changed !== undefined) {
      this.kept.set(clientId, JSON.stringify(changed))
    }
  }
}

/** No connection, an ended session, too much at once, a platform that is not well. */
function mayPass(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    (error.status === 0 || error.status === 401 || error.status === 429 || error.status >= 500)
  )
}

function parseOutgoing(text: string): Outgoing[] {
  try {
    const told = JSON.parse(text) as Partial<Outgoing> | null
    const { clientId, conversationId, text: said, at, problem } = told ?? {}
    return typeof clientId === 'string' &&
      typeof conversationId === 'string' &&
      typeof said === 'string' &&
      typeof at === 'number'
      ? [{ clientId, conversationId, text: said, at, problem }]
      : []
  } catch {
    return []
  }
}
