import type { Message } from './supportApi'

const PREFIX = 'kilowatch.support.'

/**
 * Texts of a person that this browser keeps until they are sent. Each has an entry of its own, so
 * that several tabs don't overwrite each other's. Without storage they hold until the page is closed.
 */
export class KeptTexts {
  private readonly unstored = new Map<string, string>()

  /** @param kind what they are, such as drafts */
  constructor(
    private readonly userId: string,
    private readonly kind: string,
  ) {}

  get(name: string): string {
    return this.unstored.get(name) ?? read(this.key(name)) ?? ''
  }

  /** An empty text is forgotten. */
  set(name: string, text: string): void {
    try {
      if (text === '') {
        localStorage.removeItem(this.key(name))
      } else {
        localStorage.setItem(this.key(name), text)
      }
      this.unstored.delete(name)
    } catch {
      this.unstored.set(name, text)
    }
  }

  names(): string[] {
    const prefix = this.key('')
    return keys()
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length))
  }

  private key(name: string): string {
    return `${PREFIX}${this.userId}.${this.kind}.${name}`
  }
}

/** Under which name the text of a message is kept while it is edited. */
export function editOf({ conversationId, sequence }: Message): string {
  return `${conversationId}.${sequence}`
}

/** Whoever signs out leaves nothing behind for the next one at this browser. */
export function forgetTexts(): void {
  keys()
    .filter((key) => key.startsWith(PREFIX))
    .forEach((key) => {
      localStorage.removeItem(key)
    })
}

function keys(): string[] {
  try {
    return Object.keys(localStorage)
  } catch {
    return []
  }
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
