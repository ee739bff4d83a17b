import { watch as observe } from 'vue'

import { parseLiveUpdates, type LiveUpdate } from './liveUpdate'
import { Quiet } from './quiet'
import { StompConnection } from './stompConnection'

/**
 * A packager gathers readings for half a second and writes those of a large fleet for some more: what it
 * had when updates began to flow is stored by then.
 */
const STORED_MILLIS = 6_000

interface Watch {
  destination: string
  /**
   * Called each time updates begin to flow, the moment to fetch what was missed, and once more when
   * all that came before them is stored.
   */
  onFlowing: (stored: boolean) => void
}

/** The live values of the whole page, over one web socket. */
export class LiveConnection {
  private readonly connection = new StompConnection('/ws/live')
  readonly state = this.connection.state
  private readonly watches = new Set<Watch>()
  /** Whether values have stopped though the connection is open. */
  readonly quiet = new Quiet(() => {
    this.watches.forEach(({ onFlowing }) => {
      onFlowing(false)
    })
  })

  constructor() {
    observe(
      this.state,
      () => {
        this.listen()
      },
      { flush: 'sync' },
    )
  }

  start(): void {
    this.connection.start()
  }

  stop(): void {
    this.connection.stop()
  }

  /** Connects anew at once: a machine that woke up, a network that came back. */
  nudge(): void {
    this.connection.nudge()
  }

  /** Watches a destination until the returned function is called. */
  watch(
    destination: string,
    onUpdate: (update: LiveUpdate) => void,
    onFlowing: (stored: boolean) => void,
  ): () => void {
    const watch: Watch = { destination, onFlowing }
    /** Counts the times that updates began to flow: only the newest of them is still worth a refill. */
    let round = 0
    this.watches.add(watch)
    this.listen()
    const unwatch = this.connection.watch(
      destination,
      (body) => {
        for (const update of parseLiveUpdates(body)) {
          this.quiet.hear(update.serverId, update.timestamp)
          onUpdate(update)
        }
      },
      () => {
        const mine = ++round
        onFlowing(false)
        setTimeout(() => {
          if (this.watches.has(watch) && this.state.value === 'open' && mine === round) {
            onFlowing(true)
          }
        }, STORED_MILLIS)
      },
    )
    return () => {
      this.watches.delete(watch)
      this.listen()
      unwatch()
    }
  }

  /** A closed connection is silent for a reason that is told already. */
  private listen(): void {
    this.quiet.listenTo(
      this.state.value === 'open' ? [...this.watches].map(({ destination }) => destination) : [],
    )
  }
}

export const live = new LiveConnection()
