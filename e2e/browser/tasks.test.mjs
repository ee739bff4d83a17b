// Somebody submits a task to a running platform, watches it run and reads its receipt: see
// platform.test.mjs.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { eventually, launch, watchForFaults } from './browser.mjs'
import { DESK, inAllLooksOf } from './looks.mjs'

const {
  KILOWATCH_URL: URL_BASE,
  KILOWATCH_EMAIL: EMAIL,
  KILOWATCH_PASSWORD: PASSWORD,
} = process.env
const NAME = `Nightly training ${Date.now().toString(36)}`
const CORES = 8
const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** A receipt waits for the readings and for the hour's intensity. */
const RECEIPT_MILLIS = 4 * MINUTE
/** Part of the watts of its cores that the server's power rises by at least: its own load wavers. */
const RISE = 0.7

let browser
let page
let faults
let taskId

before(async () => {
  browser = await launch()
  const context = await browser.newContext({ baseURL: URL_BASE, viewport: DESK })
  page = await context.newPage()
  page.setDefaultTimeout(30_000)
  faults = await watchForFaults(page, URL_BASE)
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill(EMAIL)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Fleet', level: 1 }).waitFor()
})

after(async () => {
  await browser?.close()
})

test('the form says what is wrong as one types, and shows the best times', async () => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Tasks' }).click()
  await page.getByRole('heading', { name: 'Tasks', level: 1 }).waitFor()
  await page.getByRole('link', { name: 'Submit a task' }).first().click()
  await page.getByText(/^Best: /).waitFor()
  await page.getByLabel('Expected duration').fill('soon')
  await page.getByText('Write it like 2 h 30 min or 90 min.').waitFor()
  await page.getByLabel('Expected duration').fill('3 days')
  await page.getByText('Longer than there is until it has to be done.').waitFor()
  await page.getByLabel('Expected duration').fill('2 h')
  await page.getByText(/^Best: /).waitFor()
  await page.getByRole('img', { name: /^Best: / }).waitFor()
  await inAllLooksOf(page, 'task-new')
})

test('a task is submitted, and its page says where, when and why', async () => {
  await page.getByLabel('Name', { exact: true }).fill(NAME)
  await page.getByLabel('Cores').fill(String(CORES))
  await page.getByLabel('Expected duration').fill('1 min')
  await page.getByLabel('Done by').fill(await fieldIn(4 * MINUTE))
  await page.getByRole('button', { name: 'Submit' }).click()
  await page.getByRole('heading', { name: NAME, level: 1 }).waitFor()
  await page.getByRole('heading', { name: 'Why there and then' }).waitFor()
  taskId = new URL(page.url()).pathname.split('/').at(-1)
  await eventually('it is planned', 30_000, async () => (await task()).serverId)
  await inAllLooksOf(page, 'task-planned')
})

test('the server’s power visibly rises while it runs', async () => {
  await page
    .getByRole('status')
    .getByText('Running', { exact: true })
    .waitFor({ timeout: 4 * MINUTE })
  const { serverId, segments } = await task()
  const { energy, cores } = await got(`/api/v1/servers/${serverId}`)
  const start = Date.parse(segments[0].start)
  const usual = await meanPower(serverId, start - 2 * MINUTE, start)
  const watts = (CORES * (energy.peakWatts - energy.idleWatts)) / cores
  // A server with much of its own to do has no room for all of them.
  const wanted = usual + RISE * Math.min(watts, energy.peakWatts - usual)
  await page.getByRole('link', { name: 'Power in that time' }).click()
  const reading = page.locator('figure[data-metric=Power] .chart-reading strong')
  await reading.waitFor()
  await eventually(`the chart shows ${Math.round(wanted)} W`, 40_000, async () => {
    return wattsOf(await reading.innerText()) >= wanted
  })
  await page.goBack()
})

test('the plan has it, over the intensity of its zone', async () => {
  await observeZone(await zoneOfTask())
  await page.goto('/plan')
  const bar = page.getByRole('link', { name: new RegExp(`^${NAME}, `) })
  await bar.first().waitFor()
  await bar.first().focus()
  await page.locator('.plan-card .plan-band[d^="M"]').first().waitFor()
  await page.getByText('The plan as a table').click()
  await page
    .getByRole('row', { name: new RegExp(NAME) })
    .first()
    .waitFor()
  await inAllLooksOf(page, 'plan')
  await bar.first().press('Enter')
  await page.getByRole('heading', { name: NAME, level: 1 }).waitFor()
})

test('its receipt says what it drew, how much of that was idle power, and what was saved', async () => {
  await page
    .getByRole('status')
    .getByText('Done', { exact: true })
    .waitFor({ timeout: 4 * MINUTE })
  const saved = page.locator('[data-test=task-saved]')
  await saved.waitFor({ timeout: RECEIPT_MILLIS })
  await page.getByText(/its share of idle power/).waitFor()
  await page.getByText(/Counted from the server’s emulated readings/).waitFor()
  const { energyKwh, idleKwh, runNow } = await got(`/api/v1/tasks/${taskId}/receipt`)
  assert.ok(energyKwh > 0 && idleKwh >= 0 && idleKwh <= energyKwh)
  assert.equal((await saved.innerText()) === '–', !runNow)
  await inAllLooksOf(page, 'task-receipt')
})

test('what it saved is told by day and by month', async () => {
  await page.goto('/savings')
  await page.getByRole('columnheader', { name: 'Day' }).waitFor()
  const { total } = await got('/api/v1/plan/savings')
  assert.ok(total.tasks + total.notCompared > 0)
  await page.getByRole('button', { name: '12 months' }).click()
  await page.getByRole('columnheader', { name: 'Month' }).waitFor()
  assert.match(page.url(), /by=month/)
  const row = page.getByRole('row').last()
  await row.getByText(String(new Date().getUTCFullYear())).waitFor()
  await inAllLooksOf(page, 'savings')
})

test('the list has it, by its state too', async () => {
  await page.goto('/tasks?state=done')
  await page.getByRole('link', { name: NAME }).waitFor()
  await page.goto('/tasks?state=refused')
  await page.getByText(/No task is in this state|shown$/).waitFor()
  assert.equal(await page.getByRole('link', { name: NAME }).count(), 0)
})

test('a task that is cancelled is asked about first', async () => {
  await page.goto('/tasks/new')
  await page.getByLabel('Name', { exact: true }).fill(`${NAME}, again`)
  await page.getByLabel('Not before', { exact: true }).fill(await fieldIn(60 * MINUTE))
  await page.getByRole('button', { name: 'Submit' }).click()
  await page.getByRole('button', { name: 'Cancel the task' }).click()
  const question = page.getByRole('alertdialog')
  await question.getByRole('button', { name: 'Keep it' }).press('Enter')
  await question.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Cancel the task' }).click()
  await question.getByRole('button', { name: 'Cancel the task' }).press('Enter')
  await page.getByRole('status').getByText('Cancelled', { exact: true }).waitFor()
})

test('all the while there was no error, no violation and no request to elsewhere', () => {
  // A receipt that is not made yet is a 409, which Chromium logs.
  const unexpected = faults.filter((fault) => !/409.*\/receipt\)$/.test(fault))
  assert.deepEqual(unexpected, [])
})

async function got(address) {
  const answer = await page.request.get(address)
  assert.equal(answer.status(), 200, address)
  return answer.json()
}

function task() {
  return got(`/api/v1/tasks/${taskId}`)
}

async function zoneOfTask() {
  const { serverId } = await task()
  const { siteId } = await got(`/api/v1/servers/${serverId}`)
  const { gridZone } = await got(`/api/v1/sites/${siteId}`)
  return gridZone
}

/** Lets the zone have been observed for four weeks: with days and weekends, so that it has a forecast. */
async function observeZone(zone) {
  const hours = Array.from({ length: 28 * 24 }, (_, index) => {
    const time = new Date(Math.floor(Date.now() / HOUR) * HOUR - (28 * 24 - index) * HOUR)
    const weekend = [0, 6].includes(time.getUTCDay()) ? 40 : 0
    const grams = 250 - weekend + 60 * Math.sin((time.getUTCHours() * Math.PI) / 12)
    return `${time.toISOString()},${grams.toFixed(1)}`
  })
  const { token } = await got('/api/v1/auth/csrf')
  const answer = await page.request.post(`/api/v1/intensity/${zone}`, {
    headers: { 'Content-Type': 'text/csv', 'X-CSRF-Token': token },
    data: ['datetime,gCO2eq/kWh', ...hours].join('\n'),
  })
  assert.equal(answer.status(), 200, await answer.text())
}

async function meanPower(serverId, from, to) {
  const range = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`
  const address = `/api/v1/history/servers/${serverId}/series?metric=power&points=120&${range}`
  const means = (await got(address)).points.map(([, , mean]) => mean)
  assert.ok(means.length > 0, 'there are readings from before')
  return means.reduce((sum, mean) => sum + mean, 0) / means.length
}

function wattsOf(text) {
  const [, figure, prefix] = /^([\d.,]+) (k?)W$/.exec(text) ?? []
  return Number(figure?.replaceAll(',', '')) * (prefix === 'k' ? 1000 : 1)
}

/** What a field for a time holds for a moment that is so far from now, by the browser's clock. */
function fieldIn(millis) {
  return page.evaluate((offset) => {
    const time = new Date(Date.now() + offset)
    const wallClock = new Date(time.getTime() - time.getTimezoneOffset() * 60_000)
    return wallClock.toISOString().slice(0, 16)
  }, millis)
}
