// Two people in two browsers talk through the support of a running platform: see platform.test.mjs.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { eventually, focused, launch, screenshot, watchForFaults } from './browser.mjs'
import { DESK, inAllLooksOf, seriousFindingsOf } from './looks.mjs'

const {
  KILOWATCH_URL: URL_BASE,
  KILOWATCH_EMAIL: EMAIL,
  KILOWATCH_PASSWORD: PASSWORD,
} = process.env
const UNIQUE = Date.now().toString(36)
const SUBJECT = `Too much power ${UNIQUE}`
/** What a page logs whose network is away, or whose session the sign-in page asks for. */
const EXPECTED = /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|WebSocket connection to/

let browser
let user
let engineer

before(async () => {
  browser = await launch()
  user = await visitor()
  engineer = await visitor()
})

after(async () => {
  await browser?.close()
})

test('a user asks from the page of a server, and its chart comes along', async () => {
  const { page } = user
  await page.goto('/register')
  await page.getByLabel('Name', { exact: true }).fill('Grace')
  await page.getByLabel('E-mail address').fill(`grace-${UNIQUE}@example.org`)
  await page.getByLabel('Password', { exact: true }).fill('a long enough passphrase')
  await page.getByRole('button', { name: 'Make the account' }).click()
  await page.locator('.fleet-table tr', { hasText: / k?W/ }).first().getByRole('link').click()
  await page.locator('figure[data-metric=Power] canvas').waitFor()
  await page.getByRole('button', { name: 'Ask support' }).click()
  await page.getByRole('heading', { name: 'Ask for support' }).waitFor()
  await page.locator('.thread-about canvas').waitFor()
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('Say what you need help with.').waitFor()
  await page.getByLabel('What is it about?').fill(SUBJECT)
  await page.getByLabel('What do you need help with?').fill('It draws twice as much as before.')
  await inAllLooksOf(page, 'support-ask')
  await page.getByRole('button', { name: 'Send' }).click()
  await said(page, 'It draws twice as much as before.').waitFor()
  await page.locator('.thread-about canvas').waitFor()
})

test('an engineer is told on another page, takes it on, and both see each other', async () => {
  const { page } = engineer
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill(EMAIL)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Fleet', level: 1 }).waitFor()
  await page.getByRole('link', { name: /^Support, \d+ unread/ }).click()
  await page.getByRole('link', { name: new RegExp(`${SUBJECT}.*1 unread`) }).click()
  await said(page, 'It draws twice as much as before.').waitFor()
  await page.locator('.thread-about canvas').waitFor()
  await page.getByRole('button', { name: 'Take it on' }).click()
  await page.getByText('you look after it').waitFor()
  await user.page.locator('.thread-title', { hasText: 'here now' }).waitFor()
  await said(user.page, 'It draws twice as much as before.').getByText('Read').waitFor()
  await write(page).pressSequentially('Which')
  await user.page.getByText(/ is typing…$/).waitFor()
  await write(page).fill('Which of <b>its</b> services? See https://example.org/power.')
  await page.keyboard.press('Enter')
  const answer = said(user.page, 'Which of <b>its</b> services?')
  const link = answer.getByRole('link', { name: 'https://example.org/power', exact: true })
  assert.match(await link.getAttribute('rel'), /noopener noreferrer/)
  await inAllLooksOf(user.page, 'support-user')
  await inAllLooksOf(page, 'support-engineer')
})

test('what is written without a connection goes out once it is back, once and in order', async () => {
  await user.cut()
  await user.page.getByText('What you send waits here').waitFor()
  for (const text of ['All of them.', 'Since this morning.']) {
    await write(user.page).fill(text)
    await user.page.keyboard.press('Enter')
  }
  await said(user.page, 'Since this morning.').getByText('Sent when the connection').waitFor()
  await screenshot(user.page, 'support-offline')
  await write(engineer.page).fill('I am looking at it.')
  await engineer.page.keyboard.press('Enter')
  await said(engineer.page, 'I am looking at it.').getByText('Sent').waitFor()
  await user.mend()
  const wanted = ['I am looking at it.', 'All of them.', 'Since this morning.']
  for (const { page } of [user, engineer]) {
    await eventually('all three, in their order', 30_000, async () => {
      const texts = await page.locator('.message-text').allInnerTexts()
      return JSON.stringify(texts.slice(-3)) === JSON.stringify(wanted)
    })
    assert.equal(await said(page, 'All of them.').count(), 1)
  }
})

test('what was typed and not sent is there after a reload', async () => {
  await write(user.page).fill('Half a sentence')
  await user.page.reload()
  await said(user.page, 'Since this morning.').waitFor()
  assert.equal(await write(user.page).inputValue(), 'Half a sentence')
  await write(user.page).fill('')
})

test('the last message is edited by a key, and withdrawn after a question', async () => {
  const { page } = user
  await write(page).press('ArrowUp')
  await page.getByText('You are editing a message.').waitFor()
  await write(page).fill('Since yesterday.')
  await page.keyboard.press('Enter')
  await said(engineer.page, 'Since yesterday.').getByText('edited').waitFor()
  await said(page, 'Since yesterday.').hover()
  await said(page, 'Since yesterday.').getByRole('button', { name: 'Withdraw' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Withdraw' }).press('Enter')
  await engineer.page.getByText('This message was withdrawn.').waitFor()
  assert.equal(await engineer.page.getByText('Since yesterday.').count(), 0)
})

test('a canned reply is kept and used', async () => {
  const { page } = engineer
  await page.getByRole('button', { name: 'Canned replies' }).click()
  await page.getByRole('button', { name: 'Manage canned replies' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Canned replies' })
  await dialog.getByRole('button', { name: 'New' }).press('Enter')
  const form = page.getByRole('dialog', { name: 'New canned reply' })
  await focused(form.getByLabel('Title'))
  await form.getByLabel('Title').fill(`Done ${UNIQUE}`)
  await form.getByLabel('Text').fill('It is mended. Tell us if it comes again.')
  await seriousFindingsOf(page, 'canned reply')
  await form.getByRole('button', { name: 'Save' }).press('Enter')
  await dialog.getByText(`Done ${UNIQUE}`).waitFor()
  await screenshot(page, 'support-canned')
  await dialog.getByRole('button', { name: 'Close' }).press('Enter')
  await page.getByRole('button', { name: 'Canned replies' }).click()
  await page.getByRole('button', { name: `Done ${UNIQUE}` }).press('Enter')
  assert.equal(await write(page).inputValue(), 'It is mended. Tell us if it comes again.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await said(user.page, 'It is mended.').waitFor()
})

test('a closed conversation is saved as a file, and opens again when its user writes', async () => {
  const { page } = engineer
  await page.getByRole('button', { name: 'More about this conversation' }).click()
  await page.getByRole('button', { name: 'Close it' }).press('Enter')
  await user.page.getByText('Writing opens it again.').waitFor()
  await page.getByRole('button', { name: 'Closed', exact: true }).click()
  await page.getByRole('link', { name: SUBJECT }).waitFor()
  const download = user.page.waitForEvent('download')
  await user.page.getByRole('button', { name: 'More about this conversation' }).click()
  await user.page.getByRole('button', { name: 'Save as a text file' }).press('Enter')
  assert.match((await download).suggestedFilename(), /\.txt$/)
  await write(user.page).fill('Thank you!')
  await user.page.keyboard.press('Enter')
  await said(page, 'Thank you!').waitFor()
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await page.getByRole('link', { name: SUBJECT }).waitFor()
})

test('what was said before comes as one scrolls up, and the place is kept', async () => {
  const { page } = user
  const id = new URL(page.url()).searchParams.get('conversation')
  await fill(page, id, 55)
  await page.reload()
  await said(page, 'line 55').waitFor()
  const first = page.locator('[data-sequence]').first()
  const sequence = await first.getAttribute('data-sequence')
  const log = page.getByRole('log')
  await log.evaluate((element) => element.scrollTo({ top: 200 }))
  const kept = page.locator(`[data-sequence="${sequence}"]`)
  await eventually('older messages', 30_000, async () => {
    return (await first.getAttribute('data-sequence')) !== sequence
  })
  const top = await kept.evaluate((element) => {
    const frame = element.closest('[role=log]').getBoundingClientRect()
    return element.getBoundingClientRect().top - frame.top
  })
  assert.ok(Math.abs(top) < 400, `what was at the top is ${Math.round(top)} px from it`)
  await page.getByRole('button', { name: 'To the end' }).click()
})

test('somebody else’s conversation is said not to be there', async () => {
  const id = new URL(user.page.url()).searchParams.get('conversation')
  const stranger = await visitor()
  await stranger.page.goto('/register')
  await stranger.page.getByLabel('Name', { exact: true }).fill('Mallory')
  await stranger.page.getByLabel('E-mail address').fill(`mallory-${UNIQUE}@example.org`)
  await stranger.page.getByLabel('Password', { exact: true }).fill('a long enough passphrase')
  await stranger.page.getByRole('button', { name: 'Make the account' }).click()
  await stranger.page.getByRole('heading', { name: 'Fleet', level: 1 }).waitFor()
  await stranger.page.goto(`/support?conversation=${id}`)
  await stranger.page.getByRole('heading', { name: 'There is no such conversation' }).waitFor()
  await stranger.page.close()
})

test('all the while there was no error, no violation and no request to elsewhere', () => {
  for (const { faults } of [user, engineer]) {
    assert.deepEqual(
      faults.filter((fault) => !EXPECTED.test(fault)),
      [],
    )
  }
})

/** Somebody with a browser of their own, whose network can be cut. */
async function visitor() {
  const context = await browser.newContext({ baseURL: URL_BASE, viewport: DESK })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const faults = await watchForFaults(page, URL_BASE)
  let away = false
  // Being offline keeps no web socket from opening, and closes none that is open: the page has to.
  await page.routeWebSocket('**/ws/*', (socket) => {
    if (away) {
      void socket.close()
      return
    }
    socket.connectToServer()
  })
  return {
    page,
    faults,
    async cut() {
      away = true
      await context.setOffline(true)
    },
    async mend() {
      away = false
      await context.setOffline(false)
    },
  }
}

function said(page, text) {
  return page.getByRole('log').locator('.message', { hasText: text })
}

function write(page) {
  return page.getByRole('textbox', { name: 'Message' })
}

/** Says a number of lines over HTTP, no faster than one may. */
async function fill({ request }, id, count) {
  for (let line = 1; line <= count; line++) {
    await eventually(`line ${line} is taken`, 30_000, async () => {
      const { token } = await (await request.get('/api/v1/auth/csrf')).json()
      const answer = await request.post(`/api/v1/chat/conversations/${id}/messages`, {
        headers: { Origin: URL_BASE, 'X-CSRF-Token': token },
        data: { clientId: `${UNIQUE}-line-${line}`, text: `line ${line}` },
      })
      return answer.status() === 201
    })
  }
}
