import { addresses, openAddresses } from '../../e2e/browser/addresses.mjs'
import { settled } from '../../e2e/browser/browser.mjs'

const KILOBYTE = 1_000

/** What a browser with an empty cache transfers until a page rests: scripts and styles, gzipped. */
export async function measureFirstLoad({ visitor, report, compared }) {
  const [server] = compared.serverIds
  const loads = new Map()
  for (const [signedIn, all] of [
    [false, openAddresses()],
    [true, addresses(server, compared.serverIds)],
  ]) {
    for (const [name, address] of Object.entries(all)) {
      loads.set(name, await visitor.withPage((page) => load(page, address), { signedIn }))
    }
  }
  const ofPages = Object.keys(addresses(server, [])).map((name) => loads.get(name).scripts)
  const shell = [...ofPages[0]].filter(([url]) => ofPages.every((scripts) => scripts.has(url)))
  const scripts = sizes(loads, 'scripts')
  report.atMost('firstLoadShellKilobytes', sum(shell) / KILOBYTE, 150)
  report.atMost('firstLoadScriptKilobytes', Math.max(...Object.values(scripts)), 200)
  report.figures('firstLoadScriptKilobytesOf', scripts)
  report.atMost('firstLoadStyleKilobytes', Math.max(...Object.values(sizes(loads, 'styles'))), 50)
}

async function load(page, address) {
  const responses = []
  page.on('response', (response) => responses.push(response))
  await page.goto(address)
  await settled(page)
  const loaded = { scripts: new Map(), styles: new Map() }
  for (const response of responses) {
    const type = response.headers()['content-type'] ?? ''
    const kind = /javascript/.test(type) ? 'scripts' : /text\/css/.test(type) ? 'styles' : undefined
    if (kind !== undefined) {
      const { responseBodySize } = await response.request().sizes()
      loaded[kind].set(response.url(), responseBodySize)
    }
  }
  if (loaded.scripts.size === 0) {
    throw new Error(`${address} loaded no script: this is not measured rightly`)
  }
  return loaded
}

function sizes(loads, kind) {
  return Object.fromEntries([...loads].map(([name, load]) => [name, sum(load[kind]) / KILOBYTE]))
}

function sum(files) {
  return [...files].reduce((total, [, bytes]) => total + bytes, 0)
}
