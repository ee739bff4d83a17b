// Two people talk in two browsers, each through an edge and a replica of the chat of their own, until
// the standard input ends; says what each has said and seen then: see ChatFaultsIT.
import { eventually, launch, watchForFaults } from './browser.mjs'

const {
  KILOWATCH_URL: URL_BASE,
  KILOWATCH_SECOND_EDGE: SECOND_EDGE,
  KILOWATCH_CONVERSATION: CONVERSATION,
} = process.env

/** Below the 20 in 10 seconds that a person may say. */
const PAUSE_MILLIS = 700
const SETTLED_MILLIS = 60_000

let ending = false
process.stdin.resume().on('end', () => (ending = true))

const owner = await visitor('OWNER')
const engineer = await visitor(
  'ENGINEER',
  // So the page is the same to both, and to what checks whose page it is.
  `--host-resolver-rules=MAP ${new URL(URL_BASE).host} ${SECOND_EDGE}`,
)
const people = [owner, engineer]
try {
  console.log('both are here')
  await Promise.all(people.map(talk))
  await eventually('everything is sent and seen', SETTLED_MILLIS, everythingIsSeen).catch(report)
  console.log(JSON.stringify(await Promise.all(people.map(account))))
} finally {
  await Promise.all(people.map(({ browser }) => browser.close()))
}

async function visitor(name, ...flags) {
  const browser = await launch(...flags)
  const context = await browser.newContext({ baseURL: URL_BASE })
  await context.request.post('/api/v1/auth/login', {
    headers: { Origin: URL_BASE },
    data: {
      email: process.env[`KILOWATCH_${name}_EMAIL`],
      password: process.env[`KILOWATCH_${name}_PASSWORD`],
    },
    failOnStatusCode: true,
  })
  const page = await context.newPage()
  const faults = await watchForFaults(page, URL_BASE)
  await page.goto(`/support?conversation=${CONVERSATION}`)
  await write(page).waitFor()
  await page.evaluate(noteWhatIsShownAsSent)
  return { name, browser, page, faults, said: [] }
}

/** Runs in the page. */
function noteWhatIsShownAsSent() {
  window.shownAsSent = new Set()
  const sent = '.message[data-mine=true]:not([data-outgoing])'
  const note = () => {
    for (const message of document.querySelectorAll(`${sent} .message-text`)) {
      window.shownAsSent.add(message.textContent)
    }
  }
  new MutationObserver(note).observe(document.body, { childList: true, subtree: true })
}

async function talk({ name, page, said }) {
  for (let number = 1; !ending; number++) {
    const text = `${name} ${number}`
    said.push(text)
    await write(page).fill(text)
    await page.keyboard.press('Enter')
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS))
  }
}

async function everythingIsSeen() {
  const count = owner.said.length + engineer.said.length
  const seen = await Promise.all(people.map(({ page }) => history(page)))
  return seen.every((texts) => texts.length >= count)
}

function report(error) {
  console.error(error.message)
}

/** What one of them has said, and what the page shows of it. */
async function account({ page, said, faults }) {
  return {
    said,
    shownAsSent: await page.evaluate(() => [...window.shownAsSent]),
    history: await history(page),
    faults: faults.filter((fault) => fault.startsWith('error') || fault.startsWith('policy')),
  }
}

function history(page) {
  return page.locator('.message:not([data-outgoing]) .message-text').allTextContents()
}

function write(page) {
  return page.getByRole('textbox', { name: 'Message' })
}
