import type { Message } from './supportApi'

/**
 * The messages of a conversation that are here, by their numbers. The numbers have no gaps, so that
 * what is missing can be told; of a message that was changed the newest revision counts.
 */
export class MessageLog {
  private messages: readonly Message[] = []
  private beginsHere = false

  /** Oldest first. */
  get items(): readonly Message[] {
    return this.messages
  }

  get first(): number | undefined {
    return this.messages[0]?.sequence
  }

  /** Number of the last message; 0 while there is none. */
  get last(): number {
    return this.messages.at(-1)?.sequence ?? 0
  }

  /** Whether there is nothing older. */
  get complete(): boolean {
    return this.beginsHere || this.first === 1
  }

  /** The last number before the first gap; undefined where there is none. */
  get gapAfter(): number | undefined {
    if (this.beginsHere && this.first !== undefined && this.first > 1) {
      return 0
    }
    const before = this.messages.findIndex(
      ({ sequence }, index) => (this.messages[index + 1]?.sequence ?? sequence + 1) > sequence + 1,
    )
    return this.messages[before]?.sequence
  }

  /** Takes messages, in any order and again. @returns whether something is new */
  put(taken: readonly Message[]): boolean {
    const known = new Map(this.messages.map((message) => [message.sequence, message]))
    const news = taken.filter(({ sequence, revision }) => {
      return revision > (known.get(sequence)?.revision ?? -1)
    })
    if (news.length === 0) {
      return false
    }
    news.forEach((message) => known.set(message.sequence, message))
    this.messages = [...known.values()].sort((one, other) => one.sequence - other.sequence)
    return true
  }

  /** There is nothing before what is here. */
  begin(): void {
    this.beginsHere = true
  }

  /**
   * After which number to ask, to miss neither a message nor a change of one: something may have come
   * past what was missed, and changes were possible for those that were young enough when the
   * connection broke.
   *
   * @param brokeAt milliseconds since 1970
   */
  resumeAfter(brokeAt: number, changeableMillis: number): number {
    const changeable = this.messages.find(({ at }) => Date.parse(at) > brokeAt - changeableMillis)
    const unchanged = changeable === undefined ? this.last : changeable.sequence - 1
    return Math.min(unchanged, this.gapAfter ?? unchanged)
  }
}
