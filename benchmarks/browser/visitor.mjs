import { launch, watchForFaults } from '../../e2e/browser/browser.mjs'

const DESK = { width: 1280, height: 860 }

/** A page that has not got so far by then never will. */
const PATIENCE_MILLIS = 60_000

/** Opens browsers of somebody who is signed in, and keeps what their pages must not do. */
export class Visitor {
  #faults = []

  constructor(platform) {
    this.platform = platform
  }

  /** Runs an action with the page of a browser with nothing in its cache, and closes that. */
  async withPage(action, { signedIn = true } = {}) {
    const browser = await launch()
    try {
      const context = await browser.newContext({ baseURL: this.platform.url, viewport: DESK })
      if (signedIn) {
        await this.#signIn(context)
      }
      const page = await context.newPage()
      page.setDefaultTimeout(PATIENCE_MILLIS)
      const faults = await watchForFaults(page, this.platform.url)
      try {
        return await action(page)
      } finally {
        this.#faults.push(...faults)
      }
    } finally {
      await browser.close()
    }
  }

  /** How many faults begin with these words. */
  faults(kind) {
    return this.#faults.filter((fault) => fault.startsWith(kind)).length
  }

  /** Without the page, so that nothing of it is in the cache. */
  async #signIn(context) {
    const answer = await context.request.post('/api/v1/auth/login', {
      headers: { Origin: this.platform.url },
      data: this.platform.credentials,
    })
    if (!answer.ok()) {
      throw new Error(`nobody could sign in: ${answer.status()} ${await answer.text()}`)
    }
  }
}
