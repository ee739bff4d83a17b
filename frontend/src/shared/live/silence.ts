/** This long without a live value may be chance. */
export const PATIENCE_MILLIS = 15_000

/** A sensor whose last reading was older than this when values stopped had stopped before them. */
export const CURRENT_MILLIS = 120_000

/** As the platform has it, three intervals of silence mean that something is wrong. */
const INTERVALS_OF_SILENCE = 3

/** What the store knows of the sensor of a server that read last. */
export interface LastReading {
  /** Milliseconds since 1970. */
  timestamp: number
  /** Undefined while there are too few readings to tell. */
  usualMillis: number | undefined
}

/**
 * Notices that live values have stopped though the connection is open, as when what stores readings
 * is down.
 *
 * Nothing live for a while is only a suspicion: sensors may be slow or paused. Then the store is asked
 * how long ago the last reading is, and how often that sensor reads; only what is late by its own
 * measure, and was there when values stopped, counts.
 */
export class Silence {
  /** Whom to ask about: the server that was heard last. */
  private server: { id: string; timestamp: number } | undefined
  private quietFrom: number
  private askedAt = 0
  private since: number | undefined

  /**
   * @param lastReading of a server, undefined where it has none
   * @param now milliseconds since 1970 as the platform counts them
   */
  constructor(
    private readonly lastReading: (serverId: string) => Promise<LastReading | undefined>,
    private readonly now: () => number,
  ) {
    this.quietFrom = now()
  }

  get silent(): boolean {
    return this.since !== undefined
  }

  /** Begins to listen to others: what was missed before is nobody's silence. */
  begin(): void {
    this.server = undefined
    this.flow()
  }

  /** Takes note of a stored reading: while nothing is heard, the store is asked about the newest. */
  know(id: string, timestamp: number): void {
    if (this.server === undefined || timestamp > this.server.timestamp) {
      this.server = { id, timestamp }
    }
  }

  /** Takes note of a live value. @returns whether it ended a silence */
  hear(id: string, timestamp: number): boolean {
    const ended = this.silent
    this.know(id, timestamp)
    this.flow()
    return ended
  }

  /** When the last reading was taken before a silence; undefined while there is none. */
  async check(): Promise<number | undefined> {
    const now = this.now()
    const quietFrom = this.quietFrom
    const due = now - Math.max(quietFrom, this.askedAt) >= PATIENCE_MILLIS
    if (!this.silent && this.server !== undefined && due) {
      this.askedAt = now
      const last = await this.lastReading(this.server.id)
      // A value that has come meanwhile has answered the question.
      if (this.quietFrom === quietFrom && last !== undefined && isLate(last, quietFrom, now)) {
        this.since = last.timestamp
      }
    }
    return this.since
  }

  private flow(): void {
    this.quietFrom = this.now()
    this.askedAt = 0
    this.since = undefined
  }
}

function isLate({ timestamp, usualMillis = 0 }: LastReading, quietFrom: number, now: number) {
  return (
    timestamp > quietFrom - CURRENT_MILLIS &&
    now - timestamp >= Math.max(PATIENCE_MILLIS, INTERVALS_OF_SILENCE * usualMillis)
  )
}
