import { Client, ReconnectionTimeMode, type StompSubscription } from '@stomp/stompjs'
import { readonly, ref } from 'vue'

import { http } from '../api/http'
import { parseLiveUpdates, type LiveUpdate } from './liveUpdate'
import { Quiet } from './quiet'

/** `lost` is a connection that should be there and is not. */
export type LiveState = 'off' | 'connecting' | 'open' | 'lost'

/**
 * A packager gathers readings for half a second and writes those of a large fleet for some more: what it
 * had when updates began to flow is stored by then.
 */
const STORED_MILLIS = 6_000

interface Watch {
  destination: string
  onUpdate: (update: LiveUpdate) => void
  /**
   * Called each time updates begin to flow, the moment to fetch what was missed, and once more when
   * all that came before them is stored.
   */
  onFlowing: (stored: boolean) => void
  subscription: StompSubscription | undefined
}

/** One web socket for the whole page, which comes back by itself. */
export class LiveConnection {
  private readonly current = ref<LiveState>('off')
  readonly state = readonly(this.current)
  private readonly watches = new Set<Watch>()
  /** Whether values have stopped though the connection is open. */
  readonly quiet = new Quiet(() => {
    this.watches.forEach(({ onFlowing }) => {
      onFlowing(false)
    })
  })
  private readonly client = new Client({
    webSocketFactory: () => new WebSocket(liveAddress()),
    connectionTimeout: 10_000,
    reconnectDelay: 500,
    maxReconnectDelay: 8_000,
    reconnectTimeMode: ReconnectionTimeMode.EXPONENTIAL,
    heartbeatIncoming: 10_000,
    heartbeatOutgoing: 10_000,
    beforeConnect: (client) => this.authorise(client),
    onConnect: () => {
      this.opened()
    },
    onWebSocketClose: () => {
      this.closed()
    },
  })

  start(): void {
    if (!this.client.active) {
      this.current.value = 'connecting'
      this.client.activate()
    }
  }

  stop(): void {
    this.current.value = 'off'
    void this.client.deactivate({ force: true })
  }

  /** Connects anew at once: a machine that woke up, a network that came back. */
  nudge(): void {
    if (this.current.value === 'lost') {
      void this.client.deactivate({ force: true }).then(() => {
        this.client.activate()
      })
    }
  }

  /** Watches a destination until the returned function is called. */
  watch(
    destination: string,
    onUpdate: (update: LiveUpdate) => void,
    onFlowing: (stored: boolean) => void,
  ): () => void {
    const watch: Watch = { destination, onUpdate, onFlowing, subscription: undefined }
    this.watches.add(watch)
    this.listen()
    if (this.canSend()) {
      this.subscribe(watch)
    }
    return () => {
      this.watches.delete(watch)
      this.listen()
      if (this.canSend()) {
        watch.subscription?.unsubscribe()
      }
    }
  }

  /** The client counts as connected until its socket has closed, but a closing one takes nothing. */
  private canSend(): boolean {
    return this.client.connected && this.client.webSocket?.readyState === WebSocket.OPEN
  }

  /** Also renews an expired session token, which the handshake would be refused for. */
  private async authorise(client: Client): Promise<void> {
    try {
      client.connectHeaders = { 'X-CSRF-Token': await http.freshCsrfToken() }
    } catch {
      // The attempt then fails and is repeated, unless the session has ended and stops this client.
    }
  }

  private opened(): void {
    this.current.value = 'open'
    this.listen()
    this.watches.forEach((watch) => {
      this.subscribe(watch)
    })
  }

  private closed(): void {
    this.watches.forEach((watch) => {
      watch.subscription = undefined
    })
    if (this.current.value !== 'off') {
      this.current.value = 'lost'
    }
    this.listen()
  }

  /** A closed connection is silent for a reason that is told already. */
  private listen(): void {
    this.quiet.listenTo(
      this.current.value === 'open' ? [...this.watches].map(({ destination }) => destination) : [],
    )
  }

  private subscribe(watch: Watch): void {
    watch.subscription = this.client.subscribe(watch.destination, (frame) => {
      for (const update of parseLiveUpdates(frame.body)) {
        this.quiet.hear(update.serverId, update.timestamp)
        watch.onUpdate(update)
      }
    })
    const { subscription } = watch
    watch.onFlowing(false)
    setTimeout(() => {
      if (this.watches.has(watch) && watch.subscription === subscription) {
        watch.onFlowing(true)
      }
    }, STORED_MILLIS)
  }
}

function liveAddress(): string {
  const address = new URL('/ws/live', location.href)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  return address.href
}

export const live = new LiveConnection()
