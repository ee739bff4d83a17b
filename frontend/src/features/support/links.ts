/** A stretch of a text: as it is, or the address of a link as somebody wrote it. */
export interface TextPart {
  text: string
  /** Where the link leads; undefined for plain text. */
  href?: string
}

const ADDRESS = /https?:\/\/[^\s<>"'`]+/gi

/** What ends a sentence or closes a bracket around an address is no part of it. */
const TRAILING = /[.,;:!?…'")\]}»”’]+$/u

/** Splits a text so that its web addresses can be links; anything else stays text. */
export function partsOf(text: string): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of text.matchAll(ADDRESS)) {
    const written = withoutTrailing(match[0])
    const href = webAddress(written)
    if (href === undefined) {
      continue
    }
    if (match.index > end) {
      parts.push({ text: text.slice(end, match.index) })
    }
    parts.push({ text: written, href })
    end = match.index + written.length
  }
  return end < text.length ? [...parts, { text: text.slice(end) }] : parts
}

/** A closing bracket stays where the address has opened it. */
function withoutTrailing(address: string): string {
  const bare = address.replace(TRAILING, '')
  const next = address.charAt(bare.length)
  return next === ')' && count(bare, '(') > count(bare, ')') ? `${bare})` : bare
}

function count(text: string, character: string): number {
  return text.split(character).length - 1
}

/**
 * The address if it is one of the web and shows where it leads: a name before an `@` would pass for
 * the host.
 */
function webAddress(text: string): string | undefined {
  if (!URL.canParse(text)) {
    return undefined
  }
  const { protocol, username, password, href } = new URL(text)
  const isWeb = protocol === 'http:' || protocol === 'https:'
  return isWeb && username === '' && password === '' ? href : undefined
}
