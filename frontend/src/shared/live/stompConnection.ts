import { Client, ReconnectionTimeMode, type StompSubscription } from '@stomp/stompjs'
import { readonly, ref } from 'vue'

import { http } from '../api/http'

/** `lost` is a connection that should be there and is not. */
export type ConnectionState = 'off' | 'connecting' | 'open' | 'lost'

interface Watch {
  destination: string
  onFrame: (body: string) => void
  /** Called each time frames begin to flow. */
  onSubscribed: () => void
  subscription: StompSubscription | undefined
}

/** A STOMP connection with the session's cookie, which comes back by itself. */
export class StompConnection {
  private readonly current = ref<ConnectionState>('off')
  readonly state = readonly(this.current)
  private readonly watches = new Set<Watch>()
  private readonly client: Client

  /** @param path of the web socket on the page's own origin */
  constructor(path: string) {
    this.client = new Client({
      webSocketFactory: () => new WebSocket(socketAddress(path)),
      connectionTimeout: 10_000,
      reconnectDelay: 500,
      maxReconnectDelay: 8_000,
      reconnectTimeMode: ReconnectionTimeMode.EXPONENTIAL,
      heartbeatIncoming: 10_000,
      heartbeatOutgoing: 10_000,
      // A lost network never answers a close: without this the socket would be waited for.
      discardWebsocketOnCommFailure: true,
      beforeConnect: (client) => this.authorise(client),
      onConnect: () => {
        this.opened()
      },
      onWebSocketClose: () => {
        this.closed()
      },
    })
  }

  start(): void {
    if (!this.client.active) {
      window.addEventListener('offline', this.drop)
      this.current.value = 'connecting'
      this.client.activate()
    }
  }

  stop(): void {
    window.removeEventListener('offline', this.drop)
    this.current.value = 'off'
    void this.client.deactivate({ force: true })
  }

  /** Connects anew at once: a machine that woke up, a network that came back. */
  nudge(): void {
    if (this.current.value === 'lost') {
      void this.client.deactivate({ force: true }).then(() => {
        if (this.current.value === 'lost') {
          this.client.activate()
        }
      })
    }
  }

  /** Watches a destination until the returned function is called. */
  watch(
    destination: string,
    onFrame: (body: string) => void,
    onSubscribed: () => void = () => undefined,
  ): () => void {
    const watch: Watch = { destination, onFrame, onSubscribed, subscription: undefined }
    this.watches.add(watch)
    if (this.canSend()) {
      this.subscribe(watch)
    }
    return () => {
      this.watches.delete(watch)
      if (this.canSend()) {
        watch.subscription?.unsubscribe()
      }
      watch.subscription = undefined
    }
  }

  /** Sends if the connection is open. @returns whether it was */
  send(destination: string, message: object): boolean {
    if (!this.canSend()) {
      return false
    }
    this.client.publish({ destination, body: JSON.stringify(message) })
    return true
  }

  /** Browsers keep the sockets of a lost network open; heartbeats would miss it much later. */
  private readonly drop = (): void => {
    this.client.forceDisconnect()
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
  }

  private subscribe(watch: Watch): void {
    watch.subscription = this.client.subscribe(watch.destination, ({ body }) => {
      watch.onFrame(body)
    })
    watch.onSubscribed()
  }
}

function socketAddress(path: string): string {
  const address = new URL(path, location.href)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  return address.href
}
