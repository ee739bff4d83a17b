import { COMPARED_METRICS, openComparison } from './comparison.mjs'
import { firstLineShown, watchLines } from './drawing.mjs'
import { valueOf } from './readings.mjs'
import { StompFeed } from './stompFeed.mjs'

const SECOND = 1_000
/** Of each second, in which all charts find a frame of their own; the rest is jumped over. */
const FRAMES_MILLIS = 100
/** After these, the window of ten minutes is full, and what grows then goes on growing. */
const FILLING_SECONDS = 11 * 60
const HOUR_SECONDS = 3_600
const TOLD_SECONDS = 600
const MEGABYTE = 1_000_000

/**
 * By how much the heap grows in an hour of three live charts. The page's clock is moved second by
 * second, each with a value of every line and a frame for each chart.
 */
export async function measureSimulatedHour({ visitor, report, compared }) {
  await visitor.withPage(async (page) => {
    const feed = new StompFeed()
    await feed.serve(page)
    const time = { now: Date.now() }
    await page.clock.install({ time: time.now })
    await tellTime(page, time)
    await watchLines(page)
    try {
      await firstLineShown(page, () => openComparison(page, compared))
      time.now = Date.now() + SECOND
      await page.clock.pauseAt(time.now)
      report.atMost('heapGrowthMegabytes', await growth(page, feed, compared, time), 5)
    } finally {
      // An answer that is still under way may have no page to go to any more, nor may this.
      await page.unrouteAll({ behavior: 'ignoreErrors' }).catch(() => {})
    }
  })
}

async function growth(page, feed, compared, time) {
  await pass(page, feed, compared, time, FILLING_SECONDS)
  const heldBefore = await heldMegabytes(page)
  const drawnBefore = await page.evaluate(() => window.benchLines.drawn)
  await pass(page, feed, compared, time, HOUR_SECONDS)
  const drawn = (await page.evaluate(() => window.benchLines.drawn)) - drawnBefore
  const values = HOUR_SECONDS * COMPARED_METRICS.length * compared.serverIds.length
  if (drawn < values * 0.9) {
    throw new Error(`only ${drawn} lines were drawn in the hour, where ${values} values came`)
  }
  return (await heldMegabytes(page)) - heldBefore
}

async function pass(page, feed, { serverIds }, time, seconds) {
  for (let second = 0; second < seconds; second++) {
    time.now += SECOND
    feed.send(
      serverIds.flatMap((serverId, server) =>
        COMPARED_METRICS.map((metric) => ({
          serverId,
          metric,
          timestamp: time.now,
          value: valueOf(metric, server, time.now),
          origin: 'MEASURED',
        })),
      ),
    )
    await page.clock.fastForward(SECOND - FRAMES_MILLIS)
    await page.clock.runFor(FRAMES_MILLIS)
    if ((second + 1) % TOLD_SECONDS === 0) {
      console.log(`  ${(second + 1) / 60} of ${seconds / 60} simulated minutes`)
    }
  }
}

/** The page learns the time from answers of the platform, whose clock stays behind. */
async function tellTime(page, time) {
  await page.route('**/api/**', async (route) => {
    const response = await route.fetch()
    const date = new Date(time.now).toUTCString()
    await route.fulfill({ response, headers: { ...response.headers(), date } })
  })
}

/** What objects and buffers hold once nothing is left that could be collected. */
async function heldMegabytes(page) {
  const session = await page.context().newCDPSession(page)
  try {
    // Once is not enough for what finalisers let go of.
    for (let round = 0; round < 3; round++) {
      await session.send('HeapProfiler.collectGarbage')
    }
    const { usedSize, backingStorageSize = 0 } = await session.send('Runtime.getHeapUsage')
    return (usedSize + backingStorageSize) / MEGABYTE
  } finally {
    await session.detach()
  }
}
