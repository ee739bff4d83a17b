// Adds up what a browser loads before the first page shows, and fails when it outgrows its budget.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const budgets = { js: 150_000, css: 50_000 }
const dist = new URL('../dist/', import.meta.url).pathname
const page = readFileSync(join(dist, 'index.html'), 'utf8')
const loaded = [...page.matchAll(/(?:src|href)="\/([^"]+\.(js|css))"/g)]

if (loaded.length === 0) {
  throw new Error('dist/index.html loads no script: the size check reads it wrongly')
}
for (const [kind, budget] of Object.entries(budgets)) {
  const bytes = loaded
    .filter(([, , extension]) => extension === kind)
    .reduce((sum, [, file]) => sum + gzipSync(readFileSync(join(dist, file))).length, 0)
  console.log(`first load, ${kind} gzipped: ${bytes} of ${budget} bytes`)
  if (bytes > budget) {
    console.error(`first load, ${kind}: over budget by ${bytes - budget} bytes`)
    process.exitCode = 1
  }
}
