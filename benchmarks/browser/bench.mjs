// Measures the page of a running platform in Chromium: see --help, and ../README.md.
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'

import { COMPARED_METRICS } from './comparison.mjs'
import { measureFirstChart } from './firstChart.mjs'
import { measureFirstLoad } from './firstLoad.mjs'
import { registerFleet } from './fleet.mjs'
import { measureHugeChart } from './hugeChart.mjs'
import { measureLargeFleet } from './largeFleet.mjs'
import { measureLiveCharts } from './liveCharts.mjs'
import { Platform } from './platform.mjs'
import { sendEverySecond, sendPast } from './readings.mjs'
import { Report } from './report.mjs'
import { measureSimulatedHour } from './simulatedHour.mjs'
import { Visitor } from './visitor.mjs'

const MEASURES = {
  'first-load': measureFirstLoad,
  'first-chart': measureFirstChart,
  'live-charts': measureLiveCharts,
  'simulated-hour': measureSimulatedHour,
  'huge-chart': measureHugeChart,
  'large-fleet': measureLargeFleet,
}

const COMPARED_SERVERS = 20
const PAST_SECONDS = 600

const USAGE = `Measures the page of a platform on this machine in Chromium. It registers servers and sends readings
of them, so the platform should be one with empty data.

  --data-dir=DIR     the platform's DATA_DIR, which holds the administrator's password
  --url=URL          where its page is (http://localhost:8080)
  --email=EMAIL      an administrator (admin@kilowatch.local)
  --servers=COUNT    how many servers the large fleet has (2000)
  --only=NAME,...    only these: ${Object.keys(MEASURES).join(', ')}
  --out=FILE         the report that the figures are added to (benchmarks/results/latest.json)
  --note=TEXT        kept with the figures: the commit
  --help             this`

async function main() {
  const { values: options } = parseArgs({
    options: {
      'data-dir': { type: 'string' },
      url: { type: 'string', default: 'http://localhost:8080' },
      email: { type: 'string', default: 'admin@kilowatch.local' },
      servers: { type: 'string', default: '2000' },
      only: { type: 'string', default: Object.keys(MEASURES).join(',') },
      out: { type: 'string', default: 'benchmarks/results/latest.json' },
      note: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (options.help) {
    console.log(USAGE)
    return
  }
  const chosen = options.only.split(',')
  const servers = Number(options.servers)
  const unknown = chosen.find((name) => MEASURES[name] === undefined)
  if (unknown !== undefined || options['data-dir'] === undefined || !(servers > 0)) {
    throw new Error(`wrong options${unknown === undefined ? '' : `: ${unknown}`}\n\n${USAGE}`)
  }
  const platform = new Platform(options.url, {
    email: options.email,
    password: (await readFile(`${options['data-dir']}/secrets/admin-password`, 'utf8')).trim(),
  })
  const report = new Report()
  if (options.note !== undefined) {
    report.note('note', options.note)
  }
  await measure(platform, report, chosen, servers)
  report.print()
  await report.addTo(options.out)
}

async function measure(platform, report, chosen, servers) {
  const visitor = new Visitor(platform)
  const run = Date.now().toString(36)
  const [compared] = await registerFleet(platform, `compared-${run}`, COMPARED_SERVERS)
  await sendPast(platform, [compared], COMPARED_METRICS, PAST_SECONDS)
  const stopSending = sendEverySecond(platform, [compared], COMPARED_METRICS)
  const bench = { platform, report, visitor, compared, servers }
  for (const name of chosen) {
    console.log(`the page: ${name}`)
    await attempt(report, name, () => MEASURES[name](bench))
  }
  await attempt(report, 'readings', stopSending)
  report.atMost('otherOriginRequests', visitor.faults('request to another origin'), 0)
  report.atMost('policyViolations', visitor.faults('policy'), 0)
}

/** Where something fails, the rest can still be measured; the exit code tells. */
async function attempt(report, name, action) {
  try {
    await action()
  } catch (error) {
    report.failed(name, error.message.split('\n')[0])
    console.error(error)
    process.exitCode = 1
  }
}

// Its browsers end with it, and what is under way is not measured to its end.
process.once('SIGTERM', () => process.exit(143))

await main().catch((error) => {
  console.error(error.message)
  process.exitCode = 2
})
