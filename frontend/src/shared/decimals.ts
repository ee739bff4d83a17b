/** The number that is written with a point or, as most of Europe does, with a comma. */
export function decimalOf(text: string): number {
  const plain = text.trim()
  return /^[-+]?\d*[.,]?\d+$|^[-+]?\d+[.,]$/.test(plain)
    ? Number(plain.replace(',', '.'))
    : Number.NaN
}

/** The whole number that is written in digits alone: 1,000 may be a thousand, or one. */
export function wholeOf(text: string): number {
  const plain = text.trim()
  return /^\d+$/.test(plain) ? Number(plain) : Number.NaN
}

/** What is wrong with a text that shall be a number within these bounds, if anything is. */
export function numberProblem(text: string, least: number, most: number): string | undefined {
  const range = `from ${least.toLocaleString('en-GB')} to ${most.toLocaleString('en-GB')}`
  if (text.trim() === '') {
    return `A number ${range}.`
  }
  const value = decimalOf(text)
  if (Number.isNaN(value)) {
    return `“${text.trim()}” is no number; write it like 1.25.`
  }
  return value < least || value > most ? `Must be ${range}.` : undefined
}
