/** As the platform has it. */
export const MOST_CHARACTERS = 4_000

/** As people count: a character beyond the 16 bits of JavaScript's is one. */
export function lengthOf(text: string): number {
  return [...text].length
}

/** A text with another in place of what is marked, with a space where words would run together. */
export function withInserted(
  text: string,
  inserted: string,
  from = text.length,
  to = from,
): string {
  const before = text.slice(0, from)
  const after = text.slice(to)
  return [
    before,
    before === '' || /\s$/.test(before) ? '' : ' ',
    inserted,
    after === '' || /^\s/.test(after) ? '' : ' ',
    after,
  ].join('')
}
