// Writes the types of the platform's answers, from the OpenAPI documents in docs/api.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'

import openapiTS, { astToString } from 'openapi-typescript'

const documents = new URL('../../docs/api/', import.meta.url)
const types = new URL('../src/shared/api/schema/', import.meta.url)

mkdirSync(types, { recursive: true })
for (const name of readdirSync(documents).filter((file) => file.endsWith('.json'))) {
  const document = JSON.parse(readFileSync(new URL(name, documents), 'utf8'))
  const written = astToString(await openapiTS(document))
  const file = new URL(name.replace('.json', '.ts'), types)
  // A file that did not change keeps its time, so that nothing is built anew for it.
  if (!existsSync(file) || readFileSync(file, 'utf8') !== written) {
    writeFileSync(file, written)
  }
}
