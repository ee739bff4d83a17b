/** Browsers read it after the click, and may first ask where to put it. */
const KEPT_MILLIS = 60_000

/** Lets the person keep a text as a file. */
export function saveAs(name: string, text: string, type = 'text/csv'): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => {
    URL.revokeObjectURL(address)
  }, KEPT_MILLIS)
}
