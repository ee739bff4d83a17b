import { postRead } from './supportApi'
import type { SupportDesk } from './supportDesk'

/** The platform takes what was read once a second. */
const PAUSE_MILLIS = 1_000

/** Tells up to which message this person has read a conversation. */
export class ReadMark {
  private told = 0
  private wanted = 0
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly desk: SupportDesk,
    private readonly id: string,
  ) {}

  /** The platform knows of it already. */
  begin(upTo: number): void {
    this.told = Math.max(this.told, upTo)
  }

  read(upTo: number): void {
    if (upTo > this.told) {
      this.wanted = upTo
      this.desk.noteRead(this.id, upTo)
      this.timer ??= setTimeout(() => {
        this.tell()
      }, PAUSE_MILLIS)
    }
  }

  /** Tells what is still to be told. */
  stop(): void {
    if (this.timer !== undefined) {
      clearTimeout(this.timer)
      this.tell()
    }
  }

  private tell(): void {
    const before = this.told
    this.timer = undefined
    this.told = this.wanted
    if (!this.desk.socket.read(this.id, this.told)) {
      postRead(this.id, this.told).catch(() => {
        this.told = before // It is told again when somebody looks.
      })
    }
  }
}
