import { beginWatching, watched } from './drawing.mjs'
import { registerFleet } from './fleet.mjs'
import { sendEverySecond, sendPast } from './readings.mjs'
import { median } from './report.mjs'

const METRICS = ['power', 'co2']
const PAST_SECONDS = 3
const TIMES = 5
const WATCHED_SECONDS = 10
const PAUSE_MILLIS = 500

/** The fleet page with thousands of servers: while nothing is sent, and with new values of each every second. */
export async function measureLargeFleet({ visitor, platform, report, servers }) {
  console.log(`  registering ${servers} servers`)
  const sites = await registerFleet(platform, `fleet-${Date.now().toString(36)}`, servers)
  await sendPast(platform, sites, METRICS, PAST_SECONDS)
  const wanted = sites[0].names[1]
  const name = (figure) => `fleet${servers}${figure}`
  report.atMost(name('InteractiveMillis'), await interactive(visitor, wanted), 2_000)
  const stop = sendEverySecond(platform, sites, METRICS)
  try {
    report.atMost(name('SendingInteractiveMillis'), await interactive(visitor, wanted), 2_000)
    await visitor.withPage(async (page) => {
      await page.addInitScript(helpers, wanted)
      await page.goto('/fleet')
      await use(page, report, name)
    })
  } finally {
    await stop()
  }
}

/** Millis until the rows are there and a search of them has been answered, with nothing in the cache. */
async function interactive(visitor, wanted) {
  const millis = []
  for (let time = 0; time < TIMES; time++) {
    await visitor.withPage(async (page) => {
      await page.addInitScript(helpers, wanted)
      await page.addInitScript(() => {
        const { rows, search } = window.benchFleet
        window.benchInteractive = rows().then(search)
      })
      await page.goto('/fleet')
      millis.push(await page.evaluate(() => window.benchInteractive))
    })
  }
  return median(millis)
}

async function use(page, report, name) {
  await page.evaluate(() => window.benchFleet.rows())
  await page.getByText('Live', { exact: true }).waitFor()
  await beginWatching(page)
  await page.waitForTimeout(WATCHED_SECONDS * 1_000)
  const { longestTask, fps } = await watched(page)
  report.figure(name('LongestTaskMillis'), longestTask)
  report.figure(name('Fps'), fps)
  // From here on each further click turns the order round.
  await page.evaluate(() => window.benchFleet.sortByName())
  await page.waitForTimeout(PAUSE_MILLIS)
  for (const [figure, action] of [
    ['SearchMillis', 'search'],
    ['SortMillis', 'sort'],
    ['GroupMillis', 'group'],
  ]) {
    const millis = []
    for (let time = 0; time < TIMES; time++) {
      millis.push(await page.evaluate((name) => window.benchFleet.timed(name), action))
      await page.waitForTimeout(PAUSE_MILLIS)
    }
    report.figure(name(figure), median(millis))
  }
}

/** What somebody does with the fleet, in the page itself, so that no way to it is measured. */
function helpers(wanted) {
  const PATIENCE_MILLIS = 60_000
  const all = (selector) => [...document.querySelectorAll(selector)]
  const rows = () => all('[data-server]')
  const button = (title) => all('button').find((each) => each.textContent.trim() === title)
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  // Vuetify draws a second label, which belongs to no field.
  const field = () =>
    all('label')
      .filter(({ textContent }) => textContent === 'Search the fleet')
      .find(({ control }) => control !== null)?.control

  /** In the frame after, what has become true has been handed over to be shown. */
  const until = async (what, condition) => {
    const end = performance.now() + PATIENCE_MILLIS
    while (!condition()) {
      if (performance.now() > end) {
        throw new Error(`not within ${PATIENCE_MILLIS / 1000} s: ${what}`)
      }
      await frame()
    }
    await frame()
  }
  const type = (text) => {
    field().value = text
    field().dispatchEvent(new InputEvent('input', { bubbles: true }))
  }

  const clickName = () => {
    const head = all('thead th').find(({ textContent }) => textContent.includes('Server'))
    const sorting = head.querySelector('button') ?? head
    sorting.click()
  }

  const actions = {
    async search() {
      type(wanted)
      const found = () => rows().length === 1 && rows()[0].textContent.includes(wanted)
      await until('the wanted server alone', found)
    },
    async sort() {
      const first = rows()[0].dataset.server
      clickName()
      await until('another server first', () => rows()[0] && rows()[0].dataset.server !== first)
    },
    async group() {
      button('Site').click()
      await until('groups', () => all('.fleet-group').length > 0)
    },
  }
  const undoing = {
    async search() {
      type('')
      await until('all servers', () => rows().length > 1)
    },
    async sort() {},
    async group() {
      button('All').click()
      await until('no groups', () => all('.fleet-group').length === 0)
    },
  }

  window.benchFleet = {
    rows: () => until('rows', () => rows().length > 1 && field() !== undefined),
    /** Answers the millis since the navigation began. */
    async search() {
      await actions.search()
      return performance.now()
    },
    sortByName: clickName,
    /** Millis of an action, whose effect is then undone. */
    async timed(action) {
      const begun = performance.now()
      await actions[action]()
      const millis = performance.now() - begun
      await undoing[action]()
      return millis
    },
  }
}
