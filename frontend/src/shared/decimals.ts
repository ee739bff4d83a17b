/**
 * The number that is written with a point or, as most of Europe does, with a comma; none where that
 * comma may part thousands instead.
 */
export function decimalOf(text: string): number {
  const plain = text.trim()
  return /^[-+]?\d*[.,]?\d+$|^[-+]?\d+[.,]$/.test(plain) && !isTwofold(plain)
    ? Number(plain.replace(',', '.'))
    : Number.NaN
}

/** Whether it reads as thousands and as thousandths: 1,500, but neither 0,500 nor 1,50. */
function isTwofold(plain: string): boolean {
  return /^[-+]?[1-9]\d{0,2},\d{3}$/.test(plain)
}

/** The whole number that is written in digits alone: 1,000 may be a thousand, or one. */
export function wholeOf(text: string): number {
  const plain = text.trim()
  return /^\d+$/.test(plain) ? Number(plain) : Number.NaN
}

/** What is wrong with a text that shall be a number within these bounds, if anything is. */
export function numberProblem(text: string, least: number, most: number): string | undefined {
  const range = `from ${least.toLocaleString('en-GB')} to ${most.toLocaleString('en-GB')}`
  const plain = text.trim()
  if (plain === '') {
    return `A number ${range}.`
  }
  if (isTwofold(plain)) {
    return `“${plain}” may be ${plain.replace(',', '')} or ${plain.replace(',', '.')}; write one of these.`
  }
  const value = decimalOf(plain)
  if (Number.isNaN(value)) {
    return `“${plain}” is no number; write it like 1.25.`
  }
  return value < least || value > most ? `Must be ${range}.` : undefined
}
