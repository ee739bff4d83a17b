import { computed, ref, shallowRef, watch, type Ref } from 'vue'

import { messageOfSent } from '../../shared/api/apiError'
import { csvOf } from '../../shared/csv'
import { counted } from '../../shared/format'
import { saveAs } from '../../shared/saveAs'
import { tell } from '../../shared/toasts'
import { importServers, type ImportReport } from './registrationApi'

type Row = ImportReport['rows'][number]

export interface TableImport {
  /** The table, as somebody typed or chose it. */
  csv: Ref<string>
  /** What became of the table that stands there, or would become of it. */
  report: Readonly<Ref<ImportReport | undefined>>
  /** The rows of all that was registered on this page, with the keys that are told this once. */
  issued: Readonly<Ref<readonly Row[]>>
  /** Whether some of the keys would be lost with the page. */
  keysUnsaved: Readonly<Ref<boolean>>
  problem: Readonly<Ref<string>>
  busy: Readonly<Ref<boolean>>
  /** Takes the table of a file in place of what stands there. */
  read: (file: Blob) => Promise<void>
  run: (dryRun: boolean) => Promise<void>
  saveKeys: () => void
}

/** Registers the servers of a table, which is checked first. */
export function useImport(): TableImport {
  const csv = ref('')
  const report = shallowRef<ImportReport>()
  const issued = shallowRef<readonly Row[]>([])
  const saved = ref(0)
  const problem = ref('')
  const busy = ref(false)

  // A report is of the text it was made of. The keys stay: nobody tells them again.
  watch(csv, () => {
    report.value = undefined
    problem.value = ''
  })

  async function read(file: Blob): Promise<void> {
    try {
      csv.value = await file.text()
    } catch {
      problem.value = 'This file can’t be read.'
    }
  }

  async function run(dryRun: boolean): Promise<void> {
    if (busy.value) {
      return
    }
    const sent = csv.value
    busy.value = true
    problem.value = ''
    try {
      const answer = await importServers(sent, dryRun)
      issued.value = [...issued.value, ...answer.rows.filter(({ ingestKey }) => ingestKey)]
      report.value = csv.value === sent ? answer : undefined
      if (!dryRun) {
        tell(`${counted(answer.accepted, 'server')} registered`)
      }
    } catch (error) {
      report.value = undefined
      // What was wrong with a text that was only checked is no matter once it reads otherwise.
      problem.value = csv.value === sent || !dryRun ? messageOfSent(error) : ''
    } finally {
      busy.value = false
    }
  }

  function saveKeys(): void {
    const rows = issued.value.map(({ name, serverId, ingestKey }) => [
      name,
      serverId ?? '',
      ingestKey ?? '',
    ])
    saveAs('ingest-keys.csv', csvOf([['name', 'serverId', 'ingestKey'], ...rows]))
    saved.value = issued.value.length
  }

  return {
    csv,
    report,
    issued,
    keysUnsaved: computed(() => issued.value.length > saved.value),
    problem,
    busy,
    read,
    run,
    saveKeys,
  }
}
