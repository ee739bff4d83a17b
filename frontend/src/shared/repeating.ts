/** A task that takes long is done more seldom: this many times as long passes before the next. */
const SHARE = 10

/** Does a task again and again, never twice at once. What the task throws is its own affair. */
export class Repeating {
  private timer: ReturnType<typeof setTimeout> | undefined
  private underWay: Promise<void> | undefined
  private wantedAgain = false
  private started = false

  constructor(
    private readonly task: () => Promise<void>,
    private readonly pauseMillis: number,
  ) {}

  get busy(): boolean {
    return this.underWay !== undefined
  }

  /** Does it at once, and from now on again and again. */
  start(): void {
    this.started = true
    void this.now()
  }

  /** What is under way comes to its end. */
  stop(): void {
    this.started = false
    clearTimeout(this.timer)
  }

  /** Does it at once; while it is under way once more after that, for what it may have missed. */
  now(): Promise<void> {
    if (this.underWay !== undefined) {
      this.wantedAgain = true
      return this.underWay
    }
    clearTimeout(this.timer)
    this.underWay = this.run()
    return this.underWay
  }

  private async run(): Promise<void> {
    const begun = Date.now()
    do {
      this.wantedAgain = false
      await this.task()
    } while (this.wantedAgain)
    this.underWay = undefined
    if (this.started) {
      const pause = Math.max(this.pauseMillis, SHARE * (Date.now() - begun))
      this.timer = setTimeout(() => void this.now(), pause)
    }
  }
}
