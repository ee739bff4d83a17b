import { ref, shallowRef } from 'vue'

import { messageOf } from '../api/apiError'
import { onForget } from '../forgetting'
import { live } from '../live/liveConnection'
import type { LiveUpdate } from '../live/liveUpdate'
import { Repeating } from '../repeating'
import { latestOfFleet } from './fleetApi'
import { FleetRows, type FleetRow } from './fleetRows'

/** Live values that come within this time are drawn together. */
const DRAW_MILLIS = 250

/** The list is fetched anew this often, for servers that came, went or were renamed. */
const RELOAD_MILLIS = 60_000

/** An unknown server in the live stream asks for the list, but not more often than this. */
const NEWCOMER_MILLIS = 5_000

/**
 * The fleet, one for all pages: whoever looks at it keeps it current, and who looks next finds what
 * was there before, until it has been fetched anew.
 */
class FleetStore {
  readonly rows = shallowRef<readonly FleetRow[]>([])
  readonly loaded = ref(false)
  readonly problem = ref('')

  private model = new FleetRows()
  private watchers = 0
  private unwatch: (() => void) | undefined
  private drawing: ReturnType<typeof setTimeout> | undefined
  private loadedAt = 0
  private readonly loading = new Repeating(() => this.load(), RELOAD_MILLIS)

  /** Keeps the fleet current until the returned function is called. */
  watch(): () => void {
    if (this.watchers++ === 0) {
      this.begin()
    }
    return () => {
      if (--this.watchers === 0) {
        this.end()
      }
    }
  }

  reload(): Promise<void> {
    return this.loading.now()
  }

  forget(): void {
    this.model = new FleetRows()
    this.rows.value = []
    this.loaded.value = false
    this.problem.value = ''
  }

  private begin(): void {
    this.loading.start()
    this.unwatch = live.watch(
      '/topic/fleet.batches',
      (update) => {
        this.take(update)
      },
      (stored) => {
        // Newer last values come by themselves, and a list under way brings what was missed.
        if (!stored && !this.loading.busy) {
          void this.reload()
        }
      },
    )
  }

  private end(): void {
    this.unwatch?.()
    this.loading.stop()
    clearTimeout(this.drawing)
    this.drawing = undefined
  }

  private draw(): void {
    clearTimeout(this.drawing)
    this.drawing = undefined
    this.rows.value = this.model.list()
  }

  private async load(): Promise<void> {
    const model = this.model
    try {
      const servers = await latestAndTold()
      if (model === this.model) {
        model.fill(servers)
        this.draw()
        this.loaded.value = true
        this.problem.value = ''
      }
    } catch (error) {
      this.problem.value = messageOf(error)
    }
    this.loadedAt = Date.now()
  }

  private take(update: LiveUpdate): void {
    if (this.model.apply(update)) {
      this.drawing ??= setTimeout(() => {
        this.draw()
      }, DRAW_MILLIS)
    } else if (this.loaded.value && Date.now() - this.loadedAt > NEWCOMER_MILLIS) {
      this.loadedAt = Date.now()
      void this.reload()
    }
  }
}

/** The newest readings there are, by which a silence is told from a fleet that never spoke. */
async function latestAndTold(): ReturnType<typeof latestOfFleet> {
  const latest = await latestOfFleet()
  latest.forEach(({ serverId, power }) => {
    live.quiet.know(serverId, power?.timestamp ?? 0)
  })
  return latest
}

export const fleet = new FleetStore()

onForget(() => {
  fleet.forget()
})
