import { readonly, ref } from 'vue'

import { now } from '../clock'
import { lastReadingOf } from './lastReading'
import { Silence } from './silence'

const CHECK_MILLIS = 1000

/** What has waited is stored within this time, so that a second look finds all of it. */
const SETTLE_MILLIS = 5000

/** Value by value or in batches. */
const FLEET = '/topic/fleet'
const SERVER = '/topic/servers.'

/** All of the fleet has been silent, or the one server that is looked at; `back` is flowing again. */
export type QuietState =
  { kind: 'flowing' } | { kind: 'fleet' | 'server'; since: number } | { kind: 'back' }

/** Watches for silence on whatever the page listens to. */
export class Quiet {
  private readonly current = ref<QuietState>({ kind: 'flowing' })
  readonly state = readonly(this.current)
  private readonly silence = new Silence(lastReadingOf, now)
  private destination = ''
  private checking: ReturnType<typeof setInterval> | undefined

  /** @param refill fetches what was missed, for everybody who watches */
  constructor(private readonly refill: () => void) {}

  /** What is listened to now. Without anything, silence can't be told from absence. */
  listenTo(destinations: readonly string[]): void {
    const destination = destinations.some((each) => each.startsWith(FLEET))
      ? FLEET
      : destinations[0]
    clearInterval(this.checking)
    if (destination === undefined) {
      this.current.value = { kind: 'flowing' }
      return
    }
    // A page that is left for another of the same kind finds the silence that it was told of.
    if (destination !== this.destination || !this.silence.silent) {
      this.begin(destination)
    }
    this.checking = setInterval(() => void this.check(), CHECK_MILLIS)
  }

  /** Takes note of a stored reading of the fleet. */
  know(serverId: string, timestamp: number): void {
    this.silence.know(serverId, timestamp)
  }

  /** Takes note of a live value. */
  hear(serverId: string, timestamp: number): void {
    if (this.silence.hear(serverId, timestamp)) {
      this.goOn()
    }
  }

  private begin(destination: string): void {
    this.destination = destination
    this.silence.begin()
    if (destination.startsWith(SERVER)) {
      this.silence.know(destination.slice(SERVER.length), 0)
    }
  }

  private async check(): Promise<void> {
    const checked = this.checking
    try {
      const since = await this.silence.check()
      if (since !== undefined && checked === this.checking) {
        this.current.value = { kind: this.destination === FLEET ? 'fleet' : 'server', since }
      }
    } catch {
      // Whoever can't be asked has a banner or an alert of its own.
    }
  }

  private goOn(): void {
    this.current.value = { kind: 'back' }
    this.refill()
    setTimeout(() => {
      this.refill()
      if (this.current.value.kind === 'back') {
        this.current.value = { kind: 'flowing' }
      }
    }, SETTLE_MILLIS)
  }
}
