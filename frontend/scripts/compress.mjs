// Puts the gzipped text of each built file beside it, for servers to send as it stands: smaller than
// what they would make of it for each visitor. A library would add a part to the build for what zlib
// does in one call.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { constants, gzipSync } from 'node:zlib'

/** A smaller file fits a packet as it is. */
const LEAST_BYTES = 1_024

const TEXT = /\.(html|js|css|svg|json)$/
const dist = fileURLToPath(new URL('../dist/', import.meta.url))

for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  const file = `${entry.parentPath}/${entry.name}`
  if (entry.isFile() && TEXT.test(entry.name) && !entry.parentPath.endsWith('.vite')) {
    const text = readFileSync(file)
    if (text.length >= LEAST_BYTES) {
      writeFileSync(`${file}.gz`, gzipSync(text, { level: constants.Z_BEST_COMPRESSION }))
    }
  }
}
