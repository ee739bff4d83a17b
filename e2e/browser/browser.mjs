import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { chromium } from 'playwright-core'

const SCREENSHOTS = fileURLToPath(new URL('../screenshots/', import.meta.url))

/** Chromium as Debian packs it, quiet on the network but for the pages under test. */
export function launch(...more) {
  return chromium.launch({
    executablePath: process.env.KILOWATCH_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      // Chromium's own sandbox refuses to run as root, as it does in containers.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  })
}

/** Keeps what no page may do: errors, violations of its policy, requests to other origins. */
export async function watchForFaults(page, origin) {
  const faults = []
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !isRefusedSignIn(message)) {
      faults.push(`console: ${message.text()} (${message.location().url})`)
    }
  })
  const checkOrigin = (address) => {
    const { protocol, host } = new URL(address)
    if (/^(https?|wss?):$/.test(protocol) && host !== new URL(origin).host) {
      faults.push(`request to another origin: ${address}`)
    }
  }
  page.on('request', (request) => checkOrigin(request.url()))
  page.on('websocket', (socket) => checkOrigin(socket.url()))
  await page.exposeFunction('reportViolation', (violation) => faults.push(`policy: ${violation}`))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      window.reportViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`)
    })
  })
  return faults
}

/** Chromium itself logs each 401; asking who is signed in when nobody is, is no fault. */
function isRefusedSignIn(message) {
  return (
    message.text().includes('401') &&
    /\/api\/v1\/auth\/(me|csrf|refresh|login)$/.test(message.location().url)
  )
}

export async function screenshot(page, name) {
  await mkdir(SCREENSHOTS, { recursive: true })
  await page.screenshot({ path: `${SCREENSHOTS}${name}.png`, fullPage: true })
}

/** Asks again and again until the answer is true enough, and returns it. */
export async function eventually(what, millis, ask) {
  const end = Date.now() + millis
  for (;;) {
    const answer = await ask()
    if (answer) {
      return answer
    }
    if (Date.now() > end) {
      throw new Error(`not within ${millis / 1000} s: ${what}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const PATIENCE_MILLIS = 30_000
const SETTLED_MILLIS = 1_000

/**
 * Waits until a page has for a while asked for nothing and been answered nothing. Playwright's
 * `networkidle` never comes here: an answer whose body nobody reads, as that of a 401, never ends.
 */
export async function settled(page) {
  let last = Date.now()
  const note = () => (last = Date.now())
  const events = ['request', 'response', 'requestfinished', 'requestfailed']
  events.forEach((event) => page.on(event, note))
  try {
    await eventually('the page asks for nothing more', PATIENCE_MILLIS, () => {
      return Date.now() - last > SETTLED_MILLIS
    })
  } finally {
    events.forEach((event) => page.off(event, note))
  }
}

/**
 * Waits for a field to have the focus, as the first one of a form that opens gets it a moment later:
 * what is typed in another field before goes astray.
 */
export function focused(field) {
  return field.and(field.page().locator(':focus')).waitFor()
}

/** What has the focus, step by step, as somebody with a keyboard meets it. */
export async function tabThrough(page, steps) {
  const names = []
  for (let step = 0; step < steps; step++) {
    await page.keyboard.press('Tab')
    names.push(
      await page.evaluate(() => {
        const element = document.activeElement
        const label = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent
        return (label ?? element.textContent).trim()
      }),
    )
  }
  return names
}
