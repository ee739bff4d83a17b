import { tell } from './toasts'

/** Puts a text into the clipboard and tells so. */
export async function copy(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    tell(done)
  } catch {
    tell('This browser does not let the page copy; mark the text and copy it by hand.')
  }
}
