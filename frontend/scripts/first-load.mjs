// Adds up what a browser loads at first for the shell and for each page, gzipped, and fails over
// budget. A part that is imported while the page runs counts as well, unless it is one of LATER.
import { existsSync, readFileSync, statSync } from 'node:fs'

const BUDGETS = { shell: 150_000, page: 200_000, css: 50_000 }

/**
 * What waits until somebody asks for it, or something happens that is to be told; and what is loaded
 * a moment after the page, so that it is not in its way.
 */
const LATER = new RegExp(
  `(?:/|^_)(${[
    '\\w+View\\.vue',
    '(CommandPalette|ShortcutHelp|ToastQueue|QuestionDialog|SessionEnded|AuditDetails)\\.vue',
    '(NewConversation|ServerChart|CannedReplyDialog|HandOverDialog)\\.vue',
    '(ContainerFields|TimeRangeForm)\\.vue',
    '_?(supportDesk|SiteDialog|newVersion)\\b.*',
  ].join('|')})$`,
)

/** Of these a page shows at most one, as its address says: each counts with its page alone. */
const ALTERNATIVE = /\/(DeadLetterList|SensorPanel|SensorTable)\.vue$/

const dist = new URL('../dist/', import.meta.url)
const chunks = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
const entry = Object.keys(chunks).find((name) => chunks[name].isEntry)
const pages = Object.keys(chunks).filter((name) => /View\.vue$/.test(name))

if (entry === undefined || pages.length === 0) {
  throw new Error('the manifest names no entry or no page: this check reads it wrongly')
}

/** The chunks that are loaded with a chunk. */
function together(name, found = new Set()) {
  if (!found.has(name)) {
    found.add(name)
    const { imports = [], dynamicImports = [] } = chunks[name]
    const atOnce = dynamicImports.filter((part) => !LATER.test(part) && !ALTERNATIVE.test(part))
    for (const imported of [...imports, ...atOnce]) {
      together(imported, found)
    }
  }
  return found
}

/** What is sent of it: compress.mjs leaves small files alone. */
function gzipped(file) {
  const compressed = new URL(`${file}.gz`, dist)
  return statSync(existsSync(compressed) ? compressed : new URL(file, dist)).size
}

/** A page's name with what is loaded for it; several times where it has alternatives. */
function loads(page) {
  const title = page.replace(/^.*\//, '')
  const alternatives = (chunks[page].dynamicImports ?? []).filter((part) => ALTERNATIVE.test(part))
  return [undefined, ...alternatives].map((part) => [
    part === undefined ? title : `${title} with ${part.replace(/^.*\//, '')}`,
    [...new Set([...shell, ...together(page), ...(part === undefined ? [] : together(part))])],
    BUDGETS.page,
  ])
}

function sizes(names) {
  const css = new Set(names.flatMap((name) => chunks[name].css ?? []))
  return {
    js: names.reduce((sum, name) => sum + gzipped(chunks[name].file), 0),
    css: [...css].reduce((sum, file) => sum + gzipped(file), 0),
  }
}

const shell = [...together(entry)]
for (const [title, names, budget] of [['shell', shell, BUDGETS.shell], ...pages.flatMap(loads)]) {
  const { js, css } = sizes(names)
  console.log(
    `first load of ${title}, gzipped: ${js} of ${budget} js, ${css} of ${BUDGETS.css} css`,
  )
  if (js > budget || css > BUDGETS.css) {
    console.error(`first load of ${title}: over budget`)
    process.exitCode = 1
  }
}
