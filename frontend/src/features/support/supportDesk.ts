import { computed, shallowRef, type Ref } from 'vue'

import { onForget } from '../../shared/forgetting'
import type { User } from '../session/session'
import { ChatSocket } from './chatSocket'
import {
  concerns,
  freshly,
  unreadOf,
  viewerOf,
  withConversations,
  type Conversations,
  type Viewer,
} from './conversations'
import { forgetTexts, KeptTexts } from './keptTexts'
import { notice } from './notices'
import { Outbox, type Outgoing } from './outbox'
import {
  listConversations,
  postMessage,
  type Conversation,
  type ConversationPage,
  type ListKind,
  type Message,
} from './supportApi'

/** What one person's support needs on every page: what is unread, and what is still to be sent. */
export class SupportDesk {
  readonly viewer: Viewer
  readonly drafts: KeptTexts
  /** Texts of messages that are being edited, by `editOf`. */
  readonly edits: KeptTexts
  readonly outbox: Outbox
  private readonly known = shallowRef<Conversations>(new Map())
  /** The last message of each conversation that was read on this page. */
  private readonly readHere = new Map<string, number>()
  private readonly listeners = new Set<(message: Message) => void>()
  private stops: (() => void)[] = []
  private openConversation: (id: string) => void = () => undefined

  constructor(
    user: User,
    readonly socket: ChatSocket,
  ) {
    this.viewer = viewerOf(user)
    this.drafts = new KeptTexts(user.id, 'draft')
    this.edits = new KeptTexts(user.id, 'edit')
    this.outbox = new Outbox(
      (outgoing) => this.transmit(outgoing),
      new KeptTexts(user.id, 'outgoing'),
      (message) => {
        this.listeners.forEach((listen) => {
          listen(message)
        })
      },
    )
  }

  /** All that are here, of whichever list. */
  get conversations(): Readonly<Ref<Conversations>> {
    return this.known
  }

  readonly unread = computed(() => unreadOf(this.known.value, this.viewer))

  /**
   * Begins to hear and to send.
   *
   * @param openConversation shows a conversation of which a notice on the desktop told
   */
  start(openConversation: (id: string) => void): void {
    this.openConversation = openConversation
    if (this.stops.length > 0) {
      return
    }
    const nudge = (): void => {
      if (document.visibilityState === 'visible') {
        this.socket.nudge()
        this.outbox.flush()
      }
    }
    window.addEventListener('online', nudge)
    document.addEventListener('visibilitychange', nudge)
    this.stops = [
      this.socket.watchInbox(
        (items) => {
          this.hear(items)
        },
        () => {
          this.catchUp()
        },
      ),
      () => {
        window.removeEventListener('online', nudge)
        document.removeEventListener('visibilitychange', nudge)
      },
    ]
    this.socket.start()
    this.outbox.start()
    this.catchUp()
  }

  /** Hears and sends nothing until it is started again: its session has ended. */
  stop(): void {
    this.stops.forEach((stop) => {
      stop()
    })
    this.stops = []
    this.outbox.stop()
    this.socket.stop()
  }

  /** Takes conversations as the platform answered them. */
  take(items: readonly Conversation[]): void {
    this.known.value = withConversations(
      this.known.value,
      items.map((item) => this.asReadHere(item)),
    )
  }

  /** Notes what this person has read, before the platform says so. */
  noteRead(id: string, upTo: number): void {
    if (upTo <= (this.readHere.get(id) ?? 0)) {
      return
    }
    this.readHere.set(id, upTo)
    const conversation = this.known.value.get(id)
    if (conversation !== undefined) {
      this.take([conversation])
    }
  }

  async load(kind: ListKind, cursor?: string): Promise<ConversationPage> {
    const page = await listConversations(kind, cursor)
    this.take(page.items)
    return page
  }

  /** Hears of each message of this page that is kept now. @returns what ends it */
  onSent(listen: (message: Message) => void): () => void {
    this.listeners.add(listen)
    return () => this.listeners.delete(listen)
  }

  private asReadHere(item: Conversation): Conversation {
    const unread = Math.max(0, item.lastSequence - (this.readHere.get(item.id) ?? 0))
    return unread < item.unread ? { ...item, unread } : item
  }

  private hear(items: readonly Conversation[]): void {
    const fresh = freshly(this.known.value, items, this.viewer)
    this.take(items)
    fresh.forEach((conversation) => {
      this.socket.delivered(conversation.id, conversation.lastSequence)
      notice(conversation, this.openConversation)
    })
  }

  /** Closed ones as well: the last word of an engineer may be unread there. */
  private catchUp(): void {
    this.outbox.flush()
    for (const kind of ['open', 'closed'] as const) {
      this.load(kind).then(
        ({ items }) => {
          items
            .filter((item) => item.unread > 0 && concerns(item, this.viewer))
            .forEach(({ id, lastSequence }) => {
              this.socket.delivered(id, lastSequence)
            })
        },
        () => undefined, // Whoever looks at the list asks again, and is told.
      )
    }
  }

  /** Over HTTP where no web socket gets through. */
  private transmit({ conversationId, clientId, text }: Outgoing): Promise<Message> {
    return (
      this.socket.say(conversationId, clientId, text) ?? postMessage(conversationId, clientId, text)
    )
  }
}

let known: SupportDesk | undefined

/**
 * The desk of whoever is signed in. Somebody else, or with another role, gets another, and the one
 * before hears and sends nothing any more.
 */
export function deskOf(user: User): SupportDesk {
  const { id, engineer } = viewerOf(user)
  if (known?.viewer.id !== id || known.viewer.engineer !== engineer) {
    known?.stop()
    known = new SupportDesk(user, new ChatSocket())
  }
  return known
}

onForget(() => {
  known?.stop()
  known = undefined
  forgetTexts()
})
