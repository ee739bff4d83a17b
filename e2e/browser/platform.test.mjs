// Walks through the page of a running platform in a real browser:
// KILOWATCH_URL=http://localhost:8080 KILOWATCH_EMAIL=... KILOWATCH_PASSWORD=... npm test
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import {
  eventually,
  focused,
  launch,
  screenshot,
  settled,
  tabThrough,
  watchForFaults,
} from './browser.mjs'
import { DESK, inAllLooksOf, PHONE, seriousFindingsOf } from './looks.mjs'

const {
  KILOWATCH_URL: URL_BASE,
  KILOWATCH_EMAIL: EMAIL,
  KILOWATCH_PASSWORD: PASSWORD,
  KILOWATCH_PACKAGER_PID: PACKAGER,
} = process.env

let browser
let page
let faults
// A page may ask again and again for what it has been told is not there; no such call is a fault.
const forgivenUrls = []

before(async () => {
  for (const name of ['KILOWATCH_URL', 'KILOWATCH_EMAIL', 'KILOWATCH_PASSWORD']) {
    assert.ok(process.env[name], `${name} must be set to those of a running platform`)
  }
  browser = await launch()
  const context = await browser.newContext({ baseURL: URL_BASE, viewport: DESK })
  page = await context.newPage()
  page.setDefaultTimeout(30_000)
  faults = await watchForFaults(page, URL_BASE)
})

after(async () => {
  await browser?.close()
})

test('the page comes with a policy that allows nothing inline and nothing from elsewhere', async () => {
  const response = await page.goto('/')
  assert.equal(response.status(), 200)
  const policy = response.headers()['content-security-policy'] ?? ''
  assert.match(policy, /default-src 'self'/)
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval|\*/)
})

test('a visitor is asked to sign in, by keyboard in the order of the form', async () => {
  await page.waitForURL('**/sign-in')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  assert.deepEqual(await tabThrough(page, 5), [
    'Skip to content',
    'E-mail address',
    'Password',
    'Show password',
    'Sign in',
  ])
  await screenshot(page, 'sign-in')
  await seriousFindings('sign-in')
})

test('a page that is older than the platform follows a link to a file that is gone', async () => {
  const lookOut = page.waitForResponse(/newVersion/, { timeout: 60_000 })
  await page.goto('/sign-in')
  await lookOut
  await settled(page)
  const gone = '**/assets/RegisterView*.js'
  await forgiving(404, async () => {
    await page.route(gone, (route) => route.fulfill({ status: 404 }), { times: 1 })
    const anew = page.waitForEvent('load')
    await page.getByRole('link', { name: 'Make an account' }).click()
    await anew
    await page.getByRole('heading', { name: 'Make an account' }).waitFor()
  })
  await page.goto('/sign-in')
})

// What moves into place, as menus and toasts do, is pressed by key: a pointer could go down on one
// button and up on the next.
test('an account is made from the sign-in page, and what is wrong with it is said', async () => {
  await page.getByRole('link', { name: 'Make an account' }).click()
  await page.getByRole('heading', { name: 'Make an account' }).waitFor()
  await page.getByLabel('Password', { exact: true }).fill('short')
  await page.getByRole('button', { name: 'Make the account' }).click()
  await page.getByText('Give your name.').waitFor()
  await page.getByText('Give an e-mail address.').waitFor()
  await seriousFindings('register')
  await page.getByLabel('Name', { exact: true }).fill('Grace')
  await page.getByLabel('E-mail address').fill(`grace-${Date.now()}@example.org`)
  await page.getByLabel('Password', { exact: true }).fill('a long enough passphrase')
  await screenshot(page, 'register')
  await page.getByRole('button', { name: 'Make the account' }).click()
  await page.getByRole('heading', { name: 'Fleet', level: 1 }).waitFor()
  // Who may only look is not offered what would be refused.
  assert.equal(await page.getByRole('link', { name: 'Register a server' }).count(), 0)
  await page.goto('/servers/new')
  await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Dark', exact: true }).waitFor()
  assert.equal(await page.getByRole('link', { name: 'Ingest keys' }).count(), 0)
  for (const path of ['users', 'sites', 'ingest-keys', 'audit']) {
    await page.goto(`/settings/${path}`)
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
  }
  await changePassword('a long enough passphrase')
  await page.getByRole('button', { name: 'Account of Grace' }).click()
  await page.getByRole('button', { name: 'Sign out' }).press('Enter')
  await page.waitForURL('**/sign-in')
})

/** Not by a wrong one, not to one that is too easy, then as it should be. */
async function changePassword(current) {
  await page.goto('/settings')
  const form = page.getByRole('form', { name: 'Password' })
  const button = form.getByRole('button', { name: 'Change the password' })
  await form.getByLabel('Old password', { exact: true }).fill(current)
  await form.getByLabel('New password', { exact: true }).fill('short')
  await forgiving(400, async () => {
    await button.click()
    await form.getByText('must have').waitFor()
  })
  await form.getByLabel('New password', { exact: true }).fill('another long passphrase')
  await form.getByLabel('Old password', { exact: true }).fill('not the password at all')
  await forgiving(400, async () => {
    await button.click()
    await form.getByText('is not your password').waitFor()
  })
  await form.getByLabel('Old password', { exact: true }).fill(current)
  await button.click()
  await page.getByText('Password changed.').waitFor()
}

test('a wrong password is said to be wrong, and what was typed stays', async () => {
  await page.getByLabel('E-mail address').fill(EMAIL)
  await page.getByLabel('Password', { exact: true }).fill('not the password at all')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('E-mail address or password is wrong.').waitFor()
  assert.equal(await page.getByLabel('E-mail address').inputValue(), EMAIL)
  assert.equal(
    await page.getByLabel('Password', { exact: true }).inputValue(),
    'not the password at all',
  )
  await screenshot(page, 'sign-in-refused')
})

test('the right one shows the fleet with power that moves within ten seconds', async () => {
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Fleet', level: 1 }).waitFor()
  await page.getByText('Live', { exact: true }).waitFor()
  await page.locator('[data-server]').first().waitFor()
  const before = await powers()
  await eventually('the power of a server changes', 10_000, async () => {
    const now = await powers()
    return now.some((watts, index) => / k?W$/.test(watts) && watts !== before[index])
  })
  assert.match(await page.locator('[data-test=fleet-power]').innerText(), /^[\d.,]+ [kM]?W$/)
})

test('the fleet is reached by keyboard: header first, then the servers', async () => {
  await page.reload()
  await page.locator('[data-server]').first().waitFor()
  const names = await tabThrough(page, 11)
  assert.deepEqual(names.slice(0, 4), [
    'Skip to content',
    'Kilowatch, to the fleet',
    'Search pages and servers',
    'Register a server',
  ])
  assert.match(names[4], /^Support/)
  assert.match(names[5], /^Account of /)
  assert.deepEqual(names.slice(6), ['Fleet', 'Map', 'Tasks', 'Raw data', 'Settings'])
  await inAllLooks('fleet')
})

test('the fleet is searched and grouped, and its address says so', async () => {
  const name = await page.locator('[data-server]').first().innerText()
  await page.getByRole('textbox', { name: 'Search the fleet' }).fill(name)
  await eventually(
    'one row',
    30_000,
    async () => (await page.locator('[data-server]').count()) === 1,
  )
  await page.waitForURL(/[?&]q=/)
  await page.getByRole('textbox', { name: 'Search the fleet' }).fill('no server is called this')
  await page.getByText('No server matches this search').waitFor()
  await page.getByRole('textbox', { name: 'Search the fleet' }).fill('')
  await page.locator('.toolbar').getByRole('button', { name: 'Source', exact: true }).click()
  await page
    .locator('.fleet-group', { hasText: /\d+ servers? · .* today .*kWh/ })
    .first()
    .waitFor()
  await page.waitForURL(/[?&]group=source/)
  await inAllLooks('fleet-grouped')
  // Letter by letter, and slower than the address follows: the focus stays, no letter is a shortcut.
  const search = page.getByRole('textbox', { name: 'Search the fleet' })
  await search.click()
  await page.keyboard.type('cgf', { delay: 600 })
  assert.equal(await search.inputValue(), 'cgf')
  await page.waitForURL(/[?&]q=cgf/)
  await page.getByRole('link', { name: 'Fleet', exact: true }).click()
  await eventually('the search is empty', 30_000, async () => (await search.inputValue()) === '')
  // A phone has no column for racks, and finds them nevertheless.
  const rack = await page.locator('[data-server]').first().locator('xpath=../../td[2]').innerText()
  await page.setViewportSize(PHONE)
  await search.fill(rack)
  await page.locator('[data-server]').first().waitFor()
  await page.getByRole('link', { name: 'Register', exact: true }).waitFor()
  await page.setViewportSize(DESK)
  await search.fill('')
})

test('the palette finds a server by name, and Escape closes it', async () => {
  await page.goto('/fleet')
  const name = await page.locator('[data-server]').first().innerText()
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Search pages and servers').fill(name)
  await page.getByText(name, { exact: true }).last().waitFor()
  await screenshot(page, 'palette')
  await page.keyboard.press('Escape')
  await page.getByPlaceholder('Search pages and servers').waitFor({ state: 'hidden' })
  // As it is typed, with Shift. Under the dialog no shortcut is heard.
  await page.keyboard.press('Shift+Slash')
  await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor()
  await page.keyboard.press('c')
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor({ state: 'detached' })
  assert.match(page.url(), /\/fleet$/)
})

test('a server is registered: bad input is said as it is typed, and its line moves in 5 s', async () => {
  await page.goto('/fleet')
  await page.locator('[data-server]').first().waitFor()
  await page.keyboard.press('c')
  await page.getByRole('heading', { name: 'Register a server' }).waitFor()
  await page.getByLabel('Idle power').fill('900')
  await page.getByText('Not above the peak watts.').waitFor()
  await page.getByLabel('Idle power').fill('120')
  await page.getByText('Not above the peak watts.').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Register', exact: true }).click()
  await page.getByText('Give it a name.').waitFor()
  await page.getByRole('button', { name: 'New site' }).click()
  const site = page.getByRole('dialog', { name: 'New site' })
  await site.getByLabel('Price of a kWh').fill('abc')
  await site.getByText('“abc” is no number').waitFor()
  await site.getByLabel('Price of a kWh').fill('0,20')
  await site.getByText('“abc” is no number').waitFor({ state: 'detached' })
  await site.getByRole('button', { name: 'Make the site' }).click()
  await site.getByText('A number from -90 to 90.').waitFor()
  const unique = Date.now().toString(36)
  await site.getByLabel('Name', { exact: true }).fill(`Oslo ${unique}`)
  await site.getByLabel('Grid zone').fill('no-no1')
  await site.getByLabel('Latitude').fill('59.9')
  await site.getByLabel('Longitude').fill('10.7')
  await screenshot(page, 'new-site')
  await site.getByRole('button', { name: 'Make the site' }).click()
  await site.waitFor({ state: 'hidden' })
  // The toast lies over the form for a while, whose words then have the toast's colour behind them.
  await page.getByRole('button', { name: 'Dismiss' }).press('Enter')
  await page.getByText(/^Site Oslo .* made$/).waitFor({ state: 'detached' })
  await page.getByLabel('Name', { exact: true }).fill(`web-${unique}`)
  await page.getByLabel('Rack').fill('R1')
  await page.getByText('From idle to peak all year').waitFor()
  await inAllLooks('new-server')
  await page.getByRole('button', { name: 'Register', exact: true }).click()
  await page.getByRole('heading', { name: `web-${unique} is registered` }).waitFor()
  const begun = Date.now()
  await page.getByText('Its emulated sensors are running').waitFor()
  assert.ok(Date.now() - begun < 5_000, 'its line moves within 5 s')
  assert.match(await page.locator('[data-test=ingest-key]').innerText(), /^kw_/)
  await screenshot(page, 'registered')
  await seriousFindings('registered')
  await page.getByRole('link', { name: 'Watch it' }).click()
  await page.locator('figure[data-metric=Power] canvas').waitFor()
})

test('a server is edited, and what somebody else saved meanwhile is not lost', async () => {
  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await page.getByRole('heading', { name: /^Edit web-/ }).waitFor()
  await eventually('the form is filled', 30_000, async () =>
    /^web-/.test(await page.getByLabel('Name', { exact: true }).inputValue()),
  )
  const other = await page.context().newPage()
  await other.goto(page.url())
  await eventually('the other form is filled', 30_000, async () =>
    /^web-/.test(await other.getByLabel('Name', { exact: true }).inputValue()),
  )
  await other.getByLabel('Rack').fill('R2')
  await other.getByRole('button', { name: 'Save', exact: true }).click()
  await other.getByText('rack R2').waitFor()
  await other.close()
  await page.getByLabel('Cores').fill('48')
  await forgiving(412, async () => {
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Somebody else has saved it meanwhile').waitFor()
  })
  await page.getByText('Rack: R1 is now R2').waitFor()
  await seriousFindings('edit conflict')
  await screenshot(page, 'edit-conflict')
  await page.getByRole('button', { name: 'Begin again with theirs' }).click()
  await page.getByLabel('Cores').fill('48')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText(/rack R2 · 48 cores/).waitFor()
  // What is typed and not saved is not left without a question.
  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await page.getByLabel('Rack').fill('R3')
  await page.getByRole('link', { name: 'Cancel' }).click()
  const question = page.getByRole('alertdialog', { name: 'Leave this page?' })
  await question.getByRole('button', { name: 'Stay' }).press('Enter')
  await question.waitFor({ state: 'detached' })
  assert.equal(await page.getByLabel('Rack').inputValue(), 'R3')
  await page.getByRole('link', { name: 'Cancel' }).click()
  await question.getByRole('button', { name: 'Leave' }).press('Enter')
  await page.getByText(/rack R2 · 48 cores/).waitFor()
})

test('a server is retired, and undoing it brings it back', async () => {
  await page.getByRole('button', { name: 'Retire' }).click()
  await page.getByText('retired', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Undo' }).last().press('Enter')
  await page.getByRole('button', { name: 'Retire' }).waitFor()
})

test('of a table with three bad rows the good one is registered, and the bad ones are told', async () => {
  const site = (await page.locator('.facts').innerText()).split(' · ')[0]
  const unique = Date.now().toString(36)
  await page.goto('/servers/import')
  await page
    .getByLabel('Or the table itself')
    .fill(
      [
        'name,site,rack,cores,source,idle,peak',
        `csv-${unique},${site},R7,16,WIND,80,300`,
        `csv-${unique},${site},R7,16,WIND,80,300`,
        `cold-${unique},Atlantis,R7,16,WIND,80,300`,
        `wild-${unique},${site},R7,none,WIND,800,300`,
      ].join('\n'),
    )
  await page.getByRole('button', { name: 'Check it' }).click()
  await page.getByRole('heading', { name: '1 good, 3 bad' }).waitFor()
  await page.getByText('site must be the name or id of a site').waitFor()
  await inAllLooks('import')
  await page.getByRole('button', { name: 'Register 1 server' }).click()
  await page.getByRole('heading', { name: '1 registered, 3 bad' }).waitFor()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the keys' }).click()
  assert.equal((await download).suggestedFilename(), 'ingest-keys.csv')
  await page.getByRole('link', { name: 'To the fleet', exact: true }).click()
  await page.getByRole('textbox', { name: 'Search the fleet' }).fill(`csv-${unique}`)
  await page.getByRole('link', { name: `csv-${unique}` }).waitFor()
})

test('the map shows the sites with their intensity, and leads to their servers', async () => {
  await page.goto('/map')
  await page.locator('.map-site').first().waitFor()
  assert.match(
    await page.locator('.map-site').first().getAttribute('aria-label'),
    /: \d+ g\/kWh, \d+ servers?, /,
  )
  await inAllLooks('map')
  await page.getByRole('button', { name: 'World' }).click()
  await screenshot(page, 'map-world')
  await page.locator('.map-site').first().click()
  await page.locator('.fleet-group').first().waitFor()
  await page.goto('/fleet')
  await page.locator('[data-server]').first().waitFor()
})

test('raw data shows each sensor with its readings, and dead letters to administrators', async () => {
  await page.goto('/data')
  const sensors = page.getByRole('region', { name: 'List of sensors' })
  const first = sensors.getByRole('link', { name: /, Power$/ }).first()
  await first.waitFor()
  await eventually('the interval of a sensor in sight', 30_000, async () =>
    / s\n?\s+[\d.]+\/(s|min)/.test(await sensors.innerText()),
  )
  await inAllLooks('data')
  await sensors.getByRole('button', { name: 'Lag' }).click()
  await sensors.getByRole('columnheader', { name: 'Lag' }).waitFor()
  await page.waitForURL(/[?&]sort=lag&desc=1/)
  await page.getByRole('textbox', { name: 'Search the sensors' }).fill('no sensor is called this')
  await page.getByText('No sensor matches this search').waitFor()
  await page.getByRole('textbox', { name: 'Search the sensors' }).fill('')
  await first.click()
  await page.getByText('Expected interval').waitFor()
  await page
    .getByRole('row', { name: /\d{4}, \d\d:\d\d:\d\d\.\d{3} [\d.]+ \w+/ })
    .first()
    .waitFor()
  await eventually('the count of readings', 30_000, async () =>
    /[1-9]/.test(await page.getByText(/readings, newest first|^The newest/).innerText()),
  )
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as CSV' }).click()
  assert.match((await download).suggestedFilename(), /\.csv$/)
  await page.getByRole('button', { name: 'Other', exact: true }).click()
  await page.getByLabel('From', { exact: true }).fill('2199-01-01T00:00:00')
  await page.getByText('The end is not after the start.').waitFor()
  await inAllLooks('data-sensor')
  await page.getByRole('button', { name: 'Dead letters' }).click()
  await page.getByRole('heading', { name: 'No dead letters' }).waitFor()
  await seriousFindings('dead letters')
})

test('settings change how things are shown, at once and for later', async () => {
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Dark', exact: true }).click()
  await page.locator('.v-application.v-theme--dark').waitFor()
  await page.reload()
  await page.locator('.v-application.v-theme--dark').waitFor()
  await page.getByRole('button', { name: 'System', exact: true }).click()
  await inAllLooks('settings')
})

test('an administrator makes an account, gives it a role, and shuts it out with an undo', async () => {
  const email = `ada-${Date.now().toString(36)}@example.org`
  await page.goto('/settings/users')
  await page.getByRole('button', { name: 'New person' }).click()
  const dialog = page.getByRole('dialog', { name: 'New person' })
  await focused(dialog.getByLabel('Name', { exact: true }))
  await dialog.getByLabel('Name', { exact: true }).fill('Ada')
  await dialog.getByLabel('E-mail address').fill('ada')
  await dialog.getByText('An e-mail address, such as').waitFor()
  await dialog.getByLabel('E-mail address').fill(EMAIL)
  await dialog.getByRole('button', { name: 'Make one up' }).click()
  await forgiving(409, async () => {
    await dialog.getByRole('button', { name: 'Make the account' }).click()
    await dialog.getByText('has an account').waitFor()
  })
  await dialog.getByLabel('E-mail address').fill(email)
  await dialog.getByRole('button', { name: 'Make the account' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByLabel('Search the people').fill(email)
  await page.getByRole('combobox', { name: 'Role of Ada' }).press('Enter')
  await page.getByRole('option', { name: 'Engineer' }).press('Enter')
  await page.getByText('is signed out everywhere').waitFor()
  await page.getByRole('button', { name: 'Change the role' }).press('Enter')
  await page.getByText('Ada is now an engineer').waitFor()
  await page.getByRole('button', { name: 'Disable Ada' }).click()
  await page.getByRole('button', { name: 'Enable Ada' }).waitFor()
  await page.getByRole('button', { name: 'Undo' }).last().press('Enter')
  await page.getByRole('button', { name: 'Disable Ada' }).waitFor()
  await page.getByLabel('Search the people').fill(EMAIL)
  await page.getByRole('combobox', { name: /^Role of / }).press('Enter')
  await page.getByRole('option', { name: 'User' }).press('Enter')
  await forgiving(409, async () => {
    await page.getByRole('button', { name: 'Change the role' }).press('Enter')
    await page.getByText('This is the last administrator').waitFor()
  })
  await page.getByRole('button', { name: 'Cancel' }).press('Enter')
  await inAllLooks('users')
})

test('a key is rotated and shown once, then revoked, and the audit log tells of it', async () => {
  await page.goto('/settings/ingest-keys')
  await page
    .getByRole('button', { name: /^Rotate the key of / })
    .first()
    .click()
  await page.getByText('refused everywhere within 10 seconds').waitFor()
  await page.getByRole('button', { name: 'Issue a new key' }).press('Enter')
  assert.match(await page.locator('[data-test=ingest-key]').innerText(), /^kw_/)
  await screenshot(page, 'key-issued')
  await seriousFindings('key issued')
  await page.getByRole('button', { name: 'I have kept it' }).press('Enter')
  await page.locator('[data-test=ingest-key]').waitFor({ state: 'detached' })
  await page
    .getByRole('button', { name: /^Revoke the key of / })
    .first()
    .click()
  await page.getByRole('button', { name: 'Revoke it' }).press('Enter')
  await page.getByText(/^The key of .* is revoked$/).waitFor()
  await inAllLooks('ingest-keys')
  await page.goto('/settings/audit?about=key')
  const newest = page.getByRole('row').filter({ hasText: 'revoked an ingest key' }).first()
  await newest.getByText(EMAIL).waitFor()
  await inAllLooks('audit')
  const details = newest.getByRole('button', { name: /^Details/ })
  await details.press('Enter')
  await page.getByText(/^(SERVER|SITE):/).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  assert.ok(await details.evaluate((it) => it === document.activeElement), 'the focus returned')
  await details.press('Enter')
  await inAllLooks('audit-details')
})

test('a site is edited, and stays while servers stand there', async () => {
  await page.goto('/settings/sites')
  await page
    .getByRole('button', { name: /^Edit Oslo/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog', { name: /^Edit Oslo/ })
  await dialog.getByLabel('Price of a kWh').fill('0,31')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('cell', { name: '€0.31' }).first().waitFor()
  await page
    .getByRole('button', { name: /^Delete Oslo/ })
    .first()
    .click()
  await forgiving(409, async () => {
    await page.getByRole('button', { name: 'Delete it' }).press('Enter')
    await page.getByText('The site has servers').waitFor()
  })
  await page.getByRole('button', { name: 'Cancel' }).press('Enter')
  await inAllLooks('sites')
  await page.goto('/fleet')
  await page.locator('[data-server]').first().waitFor()
})

test('a server shows its live chart, and new readings reach it', async () => {
  await page.locator('.fleet-table tr', { hasText: / k?W/ }).first().getByRole('link').click()
  const chart = page.locator('figure[data-metric=Power]')
  await chart.locator('canvas').waitFor()
  const seen = new Set()
  await eventually('three new readings', 30_000, async () => {
    seen.add(await chart.locator('.chart-reading').innerText())
    return seen.size >= 4
  })
  assert.ok(Number(await chart.getAttribute('data-points')) >= 3)
  await eventually('the line is drawn', 30_000, async () => (await linePixels(chart)) > 20)
  assert.match(
    await chart.getByRole('img').getAttribute('aria-label'),
    /^Power, last 10 minutes: last [\d.,]+ k?W, between /,
  )
  await page.getByText('The readings as a table').click()
  // A platform that has just started has its first row when its first minute is over.
  await eventually(
    'a minute in the table',
    75_000,
    async () => (await page.locator('details').first().locator('tbody tr').count()) > 0,
  )
  await page.getByText('The readings as a table').click()
  await inAllLooks('server')
})

test('its day so far is told in energy, emissions and cost', async () => {
  const today = page.getByRole('region', { name: 'Today' })
  await eventually('totals', 30_000, async () => /\d kWh/.test(await today.innerText()))
  assert.match(await today.innerText(), /CO₂eq\s+[\d.,]+ k?g/)
})

test('a range of time is chosen, dragged and taken back, and the address says so', async () => {
  const chart = page.locator('figure[data-metric=Power]')
  await page.getByRole('button', { name: /^Time range: / }).click()
  await page.getByLabel('From', { exact: true }).fill('now-6 hours')
  await page.getByText('A time such as now-6h').waitFor()
  await page.getByRole('list', { name: 'Usual ranges' }).getByText('Last 30 minutes').click()
  await page.waitForURL(/[?&]from=now-30m&to=now&live=1/)
  await chart.getByRole('img').scrollIntoViewIfNeeded()
  const box = await chart.locator('.u-over').boundingBox()
  await page.mouse.move(box.x + box.width * 0.6, box.y + 60)
  await chart.getByText('Paused').waitFor()
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.9, box.y + 60, { steps: 5 })
  await page.mouse.up()
  await page.waitForURL(/[?&]from=20[^&]*Z&to=20[^&]*Z/)
  assert.equal(
    await page.getByRole('button', { name: 'Live', exact: true }).getAttribute('aria-pressed'),
    'false',
  )
  await chart.locator('.u-over').dblclick()
  await page.waitForURL(/[?&]from=now-30m&to=now&live=1/)
  await page.goBack()
  await page.getByRole('button', { name: 'Time range: Last 10 minutes' }).waitFor()
})

test('energy is told by hour, day and month beside the period before, and as a file', async () => {
  await page.getByRole('button', { name: 'This month' }).click()
  const month = page.getByRole('region', { name: 'This month' })
  await month.locator('.bars-now').first().waitFor()
  assert.match(await month.innerText(), /against|to compare with/)
  await inAllLooks('server-month')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('button', { name: 'Every power reading, CSV', exact: true }).press('Enter')
  assert.match((await download).suggestedFilename(), /\.csv$/)
})

test('servers are compared on one axis of time', async () => {
  const address = page.url()
  await page.getByRole('link', { name: 'Compare with…' }).click()
  await page.getByRole('checkbox').nth(1).waitFor()
  await page.getByRole('checkbox', { checked: false }).first().check()
  await page.keyboard.press('Escape')
  await page.locator('figure[data-metric=Power] canvas').waitFor()
  await eventually(
    'two lines with values',
    30_000,
    async () => (await page.locator('.compared tbody tr', { hasText: / k?W/ }).count()) === 2,
  )
  // As long as a name may be, in one word: its table is wider than a phone then.
  await page
    .locator('.compared tbody a')
    .first()
    .evaluate((link) => (link.textContent = 'x'.repeat(100)))
  await inAllLooks('compare')
  await page.goto(address)
})

test('an address deep in the page can be opened, and an unknown server is said to be unknown', async () => {
  await page.reload()
  await page.locator('figure[data-metric=Power] canvas').waitFor()
  forgivenUrls.push('/servers/no-such-server')
  await page.goto('/servers/no-such-server')
  await page.getByRole('heading', { name: 'There is no such server' }).waitFor()
  await page.getByText('Live', { exact: true }).waitFor()
  const asked = []
  page.on('request', (request) => asked.push(request.url()))
  await page.waitForTimeout(3_000)
  // What was under way when it was found missing may still be asked for once.
  assert.ok(asked.filter((address) => address.includes('/series')).length <= 2, asked.join(' '))
})

test('a lost connection is told, and what was missed is fetched when it is back', async () => {
  const other = await page.context().newPage()
  const sockets = new Set()
  let cut = false
  await other.routeWebSocket('**/ws/live', (socket) => {
    if (cut) {
      void socket.close()
      return
    }
    socket.connectToServer()
    sockets.add(socket)
  })
  await other.goto('/fleet')
  await other.getByText('Live', { exact: true }).waitFor()
  cut = true
  await Promise.all([...sockets].map((socket) => socket.close()))
  await other.getByText('Live connection lost.').waitFor()
  await screenshot(other, 'connection-lost')
  const refill = other.waitForResponse('**/api/v1/history/fleet/latest*', { timeout: 30_000 })
  cut = false
  assert.equal((await refill).status(), 200)
  await other.getByText('Live connection lost.').waitFor({ state: 'detached' })
  await other.close()
})

test(
  'a packager that stops is told, and what was missed is fetched when it goes on',
  {
    skip: PACKAGER === undefined && 'KILOWATCH_PACKAGER_PID names none that may be stopped',
  },
  async () => {
    await page.goto('/fleet')
    await page.locator('[data-server]').first().waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
    const signal = (name) => process.kill(Number(PACKAGER), name)
    signal('SIGSTOP')
    try {
      await page.getByText('No new readings since').waitFor({ timeout: 60_000 })
      await screenshot(page, 'no-new-readings')
    } finally {
      signal('SIGCONT')
    }
    const refill = page.waitForResponse('**/api/v1/history/fleet/latest*', { timeout: 30_000 })
    await page.getByText('Readings come again.').waitFor({ timeout: 30_000 })
    assert.equal((await refill).status(), 200)
    await page.getByText('Readings come again.').waitFor({ state: 'detached' })
  },
)

test('a session that ends asks for the password over the page, which then goes on', async () => {
  await page.goto('/fleet')
  await page.locator('[data-server]').first().waitFor()
  await forgiving(401, async () => {
    await page.context().clearCookies()
    // Whatever the page asks first finds out, so the dialog may be over the link already.
    await page.locator('[data-server]').first().dispatchEvent('click')
    await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor()
    await screenshot(page, 'session-ended')
    assert.equal(await page.getByLabel('E-mail address').inputValue(), EMAIL)
    await eventually('the password can be typed at once', 30_000, () =>
      page.evaluate(() => document.activeElement.name === 'password'),
    )
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press('Enter')
    await page.locator('figure[data-metric=Power] canvas').waitFor()
  })
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const alerts = page.getByRole('alert').filter({ hasText: /./ })
  await eventually('no alert is left', 30_000, async () => (await alerts.count()) === 0)
})

test('a session that ends in the middle of a form leaves what was typed, which then is saved', async () => {
  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  const rack = page.getByLabel('Rack')
  const typed = `R-${Date.now().toString(36)}`
  await eventually('the form is filled', 30_000, async () => (await rack.inputValue()) !== '')
  await rack.fill(typed)
  await forgiving(401, async () => {
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Save', exact: true }).dispatchEvent('click')
    await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor()
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })
  assert.equal(await rack.inputValue(), typed)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText(`rack ${typed}`).waitFor()
})

test('signing out ends it: the fleet asks for a password again', async () => {
  // What is unread is asked for a moment after the page, which may not meet the end of the session.
  const desk = page.waitForEvent('websocket', (socket) => socket.url().endsWith('/ws/chat'))
  await page.goto('/fleet')
  await desk
  await page.getByRole('button', { name: /^Account of / }).click()
  await page.getByRole('button', { name: 'Sign out' }).press('Enter')
  await page.waitForURL('**/sign-in')
  await page.goto('/fleet')
  await page.waitForURL('**/sign-in')
})

test('all the while there was no error, no violation and no request to elsewhere', () => {
  const unforgiven = faults.filter((fault) => !forgivenUrls.some((url) => fault.includes(url)))
  assert.deepEqual(unforgiven, [])
})

/** Chromium logs each refused call; those of this status that the action asks for are no faults. */
async function forgiving(status, action) {
  const before = faults.length
  await action()
  const expected = new RegExp(`^console: Failed to load resource.* ${status} `)
  faults.push(...faults.splice(before).filter((fault) => !expected.test(fault)))
}

function powers() {
  return page.locator('[data-test=power]').allInnerTexts()
}

/** Pixels of the chart in the colour of its line. */
function linePixels(chart) {
  return chart.locator('canvas').evaluate((canvas) => {
    const { width, height } = canvas
    const data = canvas.getContext('2d').getImageData(0, 0, width, height).data
    const colour = getComputedStyle(canvas).getPropertyValue('--power')
    const wanted = colour.match(/\d+/g).map(Number)
    let pixels = 0
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] > 200 && wanted.every((c, i) => Math.abs(c - data[at + i]) < 8)) {
        pixels++
      }
    }
    return pixels
  })
}

function inAllLooks(name) {
  return inAllLooksOf(page, name)
}

function seriousFindings(where) {
  return seriousFindingsOf(page, where)
}
