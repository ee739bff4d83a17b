import { watch } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import { StompConnection } from '../../shared/live/stompConnection'
import { parseEvent, type InboxEvent, type Reply, type ThreadEvent } from './chatEvents'
import type { Conversation, Message } from './supportApi'

/** What is longer, by characters that take six of JSON's, would close the socket. */
const MOST_FRAME_CHARACTERS = 9_000

/** A message that has not been answered by then is sent again. */
const ANSWER_MILLIS = 10_000

interface Asked {
  resolve: (message: Message) => void
  reject: (problem: ApiError) => void
}

/** The chat's web socket. It may lose anything: whoever listens asks over HTTP for what came before. */
export class ChatSocket {
  private readonly asked = new Map<string, Asked>()

  constructor(private readonly connection = new StompConnection('/ws/chat')) {
    connection.watch('/user/queue/replies', (body) => {
      this.answer(parseEvent<Reply>(body, ['sent', 'refused']))
    })
    // An answer to what was asked over a connection that broke comes over no other.
    watch(
      connection.state,
      (state) => {
        if (state !== 'open') {
          this.asked.forEach(({ reject }) => {
            reject(ApiError.unreachable())
          })
        }
      },
      { flush: 'sync' },
    )
  }

  get state(): StompConnection['state'] {
    return this.connection.state
  }

  start(): void {
    this.connection.start()
  }

  stop(): void {
    this.connection.stop()
  }

  nudge(): void {
    this.connection.nudge()
  }

  /**
   * Watches the conversations that this person may see.
   *
   * @param onFlowing called each time nothing is sent past it any more
   */
  watchInbox(onItems: (items: Conversation[]) => void, onFlowing: () => void): () => void {
    return this.connection.watch('/user/queue/inbox', (body) => {
      const event = parseEvent<InboxEvent>(body, ['subscribed', 'conversations'])
      if (event?.type === 'subscribed') {
        onFlowing()
      } else if (event !== undefined) {
        onItems(event.items)
      }
    })
  }

  watchThread(conversationId: string, onEvent: (event: ThreadEvent) => void): () => void {
    return this.connection.watch(`/topic/conversations.${conversationId}`, (body) => {
      const event = parseEvent<ThreadEvent>(body, [
        'subscribed',
        'message',
        'marks',
        'typing',
        'presence',
      ])
      if (event !== undefined) {
        onEvent(event)
      }
    })
  }

  /**
   * Says something, and waits until it is kept.
   *
   * @returns undefined if it can't be said this way; throws what the platform refuses, and status 0
   *     if it did not answer
   */
  say(conversationId: string, clientId: string, text: string): Promise<Message> | undefined {
    if (
      JSON.stringify(text).length > MOST_FRAME_CHARACTERS ||
      !this.connection.send(`/app/conversations.${conversationId}`, { clientId, text })
    ) {
      return undefined
    }
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.asked.get(clientId)?.reject(ApiError.unreachable())
      }, ANSWER_MILLIS)
      const settle = <T>(done: (it: T) => void) => {
        return (it: T): void => {
          clearTimeout(late)
          this.asked.delete(clientId)
          done(it)
        }
      }
      this.asked.set(clientId, { resolve: settle(resolve), reject: settle(reject) })
    })
  }

  typing(conversationId: string, typing: boolean): void {
    this.connection.send(`/app/conversations.${conversationId}.typing`, { typing })
  }

  delivered(conversationId: string, upTo: number): void {
    this.connection.send(`/app/conversations.${conversationId}.delivered`, { upTo })
  }

  /** @returns whether the connection is open */
  read(conversationId: string, upTo: number): boolean {
    return this.connection.send(`/app/conversations.${conversationId}.read`, { upTo })
  }

  private answer(reply: Reply | undefined): void {
    const waiting = reply === undefined ? undefined : this.asked.get(reply.clientId ?? '')
    if (reply?.type === 'sent') {
      waiting?.resolve(reply.message)
    } else if (reply !== undefined) {
      waiting?.reject(
        new ApiError(
          reply.status,
          'Refused',
          reply.reason,
          [],
          reply.retryAfterSeconds ?? undefined,
        ),
      )
    }
  }
}
