import type { Person } from './supportApi'

/** That somebody types holds for so long unless it is said again. */
export const TYPING_MILLIS = 6_000

/** Who is typing in a conversation. */
export class Typists {
  private readonly people = new Map<
    string,
    { person: Person; timer: ReturnType<typeof setTimeout> }
  >()

  /** @param onChange told who types now */
  constructor(private readonly onChange: (people: Person[]) => void) {}

  hear(person: Person, typing: boolean): void {
    this.forget(person.id)
    if (typing) {
      const timer = setTimeout(() => {
        this.hear(person, false)
      }, TYPING_MILLIS)
      this.people.set(person.id, { person, timer })
    }
    this.tell()
  }

  clear(): void {
    ;[...this.people.keys()].forEach((id) => {
      this.forget(id)
    })
    this.tell()
  }

  private forget(id: string): void {
    clearTimeout(this.people.get(id)?.timer)
    this.people.delete(id)
  }

  private tell(): void {
    this.onChange([...this.people.values()].map(({ person }) => person))
  }
}

/** Own typing is told again this often at most. */
const TELL_MILLIS = 2_000

/** Tells others that this person types, and that they have stopped. */
export class OwnTyping {
  private toldAt = Number.NEGATIVE_INFINITY

  constructor(private readonly tell: (typing: boolean) => void) {}

  typed(text: string): void {
    if (text.trim() === '') {
      this.stopped()
    } else if (Date.now() - this.toldAt >= TELL_MILLIS) {
      this.toldAt = Date.now()
      this.tell(true)
    }
  }

  stopped(): void {
    if (this.toldAt > Number.NEGATIVE_INFINITY) {
      this.toldAt = Number.NEGATIVE_INFINITY
      this.tell(false)
    }
  }
}
