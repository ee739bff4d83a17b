import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { launch } from '../../e2e/browser/browser.mjs'
import { buildChart } from './chart/build.mjs'
import { median } from './report.mjs'

const POINTS = 100_000
const TIMES = 7
const ORIGIN = 'http://chart.localhost'
const PAGE = `<!doctype html><html lang="en"><head><title>Chart</title>
<link rel="stylesheet" href="/chart.css"></head><body>
<div id="app"></div><script type="module" src="/chart.js"></script></body></html>`
const TYPES = { 'chart.js': 'text/javascript', 'chart.css': 'text/css' }

/** The product's chart with very many points, in a page that holds nothing else. */
export async function measureHugeChart({ report }) {
  const directory = await mkdtemp(join(tmpdir(), 'kilowatch-chart-'))
  let browser
  try {
    await buildChart(directory)
    browser = await launch()
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 } })
    await page.route(`${ORIGIN}/**`, (route) => serve(route, directory))
    const broken = new Promise((_, reject) => page.on('pageerror', reject))
    const loaded = page
      .goto(`${ORIGIN}/`)
      .then(() => page.waitForFunction(() => window.drawChart !== undefined))
    await Promise.race([broken, loaded])
    const millis = []
    for (let time = 0; time < TIMES; time++) {
      millis.push(await page.evaluate((points) => window.drawChart(points), POINTS))
    }
    report.atMost('chart100kMillis', median(millis), 100)
    report.figure('chart100kFirstMillis', millis[0])
  } finally {
    await browser?.close()
    await rm(directory, { recursive: true, force: true })
  }
}

async function serve(route, directory) {
  const name = new URL(route.request().url()).pathname.slice(1)
  if (name === '') {
    return route.fulfill({ contentType: 'text/html', body: PAGE })
  }
  return TYPES[name] === undefined
    ? route.fulfill({ status: 404 })
    : route.fulfill({ contentType: TYPES[name], body: await readFile(join(directory, name)) })
}
