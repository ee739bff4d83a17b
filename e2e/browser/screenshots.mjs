// Takes pictures of each page of a running platform: see --help.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { addresses, openAddresses } from './addresses.mjs'
import { eventually, launch, screenshot, settled } from './browser.mjs'
import { DESK, PHONE } from './looks.mjs'
import { withPalette } from './palettePng.mjs'

const LOOKS = {
  light: { colorScheme: 'light', viewport: DESK },
  dark: { colorScheme: 'dark', viewport: DESK },
  phone: { colorScheme: 'light', viewport: PHONE },
}

const README_PICTURES = ['fleet', 'server', 'map']
const README_SIZE = { width: 1280, height: 800 }
const README_MOST_BYTES = 150_000
const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url))

const COMPARED_SERVERS = 4
const PATIENCE_MILLIS = 30_000
/** What slides and fades into place has done so by then. */
const REST_MILLIS = 600

const USAGE = `Takes pictures of each page of a running platform, light, dark and on a phone, into
e2e/screenshots.

  --data-dir=DIR   the platform's DATA_DIR, which holds the administrator's password
  --url=URL        where its page is (http://localhost:8080)
  --readme         takes the three pictures of the README instead, into docs/images
  --help           this`

async function main() {
  const { values: options } = parseArgs({
    options: {
      'data-dir': { type: 'string' },
      url: { type: 'string', default: 'http://localhost:8080' },
      readme: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (options.help || options['data-dir'] === undefined) {
    console.log(USAGE)
    process.exitCode = options.help ? 0 : 2
    return
  }
  const credentials = {
    email: 'admin@kilowatch.local',
    password: await passwordOf(options['data-dir']),
  }
  await mustAnswer(options.url)
  const browser = await launch()
  try {
    const visit = new Visit(browser, options.url, credentials)
    await (options.readme ? picturesOfReadme(visit) : picturesOfAll(visit))
  } finally {
    await browser.close()
  }
}

async function passwordOf(dataDirectory) {
  try {
    return (await readFile(`${dataDirectory}/secrets/admin-password`, 'utf8')).trim()
  } catch {
    throw new Error(`no platform has run on ${dataDirectory}: start one with make up`)
  }
}

async function mustAnswer(url) {
  try {
    await fetch(url, { signal: AbortSignal.timeout(10_000) })
  } catch {
    throw new Error(`no platform answers at ${url}: start one with make up`)
  }
}

/** Pages of one browser, each opened by somebody who is signed in or not. */
class Visit {
  constructor(browser, url, credentials) {
    this.browser = browser
    this.url = url
    this.credentials = credentials
  }

  async open({ signedIn, colorScheme, viewport }) {
    const context = await this.browser.newContext({ baseURL: this.url, colorScheme, viewport })
    if (signedIn) {
      await this.#post(context, '/api/v1/auth/login')
    }
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE_MILLIS)
    return page
  }

  /** Servers that have read: first one of each site, so that a comparison has something to show. */
  async servers() {
    const context = await this.browser.newContext({ baseURL: this.url })
    await this.#post(context, '/api/v1/auth/login')
    const answer = await context.request.get('/api/v1/history/fleet/latest')
    const { items } = await answer.json()
    await context.close()
    const known = items.filter(({ power }) => power)
    const ofSites = new Map(known.map(({ siteName, serverId }) => [siteName, serverId]))
    const ids = new Set([...ofSites.values(), ...known.map(({ serverId }) => serverId)])
    if (ids.size === 0) {
      throw new Error('no server has readings: a platform with its demo fleet shows more')
    }
    return [...ids]
  }

  async #post(context, path) {
    const headers = { Origin: this.url }
    const answer = await context.request.post(path, { headers, data: this.credentials })
    if (!answer.ok()) {
      throw new Error(`POST ${path}: ${answer.status()} ${await answer.text()}`)
    }
  }
}

async function picturesOfAll(visit) {
  const servers = await visit.servers()
  const signedOut = Object.entries(openAddresses())
  const pages = Object.entries(addresses(servers[0], servers.slice(0, COMPARED_SERVERS)))
  const failed = []
  const took = []
  const take = async (page, name, arrange) => {
    try {
      await arrange()
      await rest(page)
      await screenshot(page, name)
      took.push(name)
      console.log(`  e2e/screenshots/${name}.png`)
    } catch (error) {
      // The other pages still want their pictures.
      failed.push(name)
      console.error(`  ${name}: ${error.message.split('\n')[0]}`)
    }
  }
  for (const [look, options] of Object.entries(LOOKS)) {
    for (const [signedIn, entries] of [
      [false, signedOut],
      [true, pages],
    ]) {
      const page = await visit.open({ ...options, signedIn })
      for (const [name, address] of entries) {
        await take(page, `${name}-${look}`, () => goTo(page, name, address))
      }
      if (signedIn) {
        await take(page, `palette-${look}`, () => openPalette(page))
        await take(page, `shortcuts-${look}`, () => openShortcuts(page))
      }
      await page.context().close()
    }
  }
  console.log(`${took.length} pictures in e2e/screenshots`)
  if (failed.length > 0) {
    throw new Error(`no picture of ${failed.join(', ')}`)
  }
}

async function picturesOfReadme(visit) {
  await mkdir(IMAGES, { recursive: true })
  const [server] = await visit.servers()
  const all = addresses(server, [])
  const page = await visit.open({ ...LOOKS.light, viewport: README_SIZE, signedIn: true })
  for (const name of README_PICTURES) {
    await goTo(page, name, all[name])
    await rest(page)
    const picture = withPalette(await page.screenshot())
    await writeFile(`${IMAGES}${name}.png`, picture)
    console.log(`  docs/images/${name}.png, ${Math.ceil(picture.length / 1_000)} kB`)
    if (picture.length > README_MOST_BYTES) {
      throw new Error(`${name}.png is over ${README_MOST_BYTES / 1_000} kB`)
    }
  }
}

async function goTo(page, name, address) {
  await page.goto(address)
  await page.getByRole('heading', { level: 1 }).waitFor()
  const absent = page.getByRole('heading', { name: 'There is nothing here' })
  if (name !== 'not-found' && (await absent.isVisible())) {
    throw new Error(`the page has no ${address}`)
  }
}

async function openPalette(page) {
  await page.goto('/fleet')
  await page.locator('[data-server]').first().waitFor()
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Search pages and servers').waitFor()
}

async function openShortcuts(page) {
  await page.keyboard.press('Escape')
  await page.getByPlaceholder('Search pages and servers').waitFor({ state: 'hidden' })
  await page.keyboard.press('?')
  await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor()
}

/** Waits for what a page still fetches, and for what moves. */
async function rest(page) {
  await eventually('the page has no skeletons', PATIENCE_MILLIS, async () => {
    return (await page.locator('.skeleton:visible').count()) === 0
  })
  await settled(page)
  await page.waitForTimeout(REST_MILLIS)
}

// Its browser ends with it.
process.once('SIGTERM', () => process.exit(143))

await main().catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
