import { effectScope, nextTick, type EffectScope } from 'vue'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { ApiError } from '../../shared/api/apiError'
import { saveAs } from '../../shared/saveAs'
import { importServers, type ImportReport } from './registrationApi'
import { useImport, type TableImport } from './useImport'

vi.mock('./registrationApi')
vi.mock('../../shared/saveAs')

const asked = vi.mocked(importServers)
const CHECKED: ImportReport = { dryRun: true, accepted: 1, rejected: 0, rows: [] }

let scope: EffectScope
let table: TableImport

beforeEach(() => {
  vi.resetAllMocks()
  asked.mockResolvedValue(CHECKED)
  scope = effectScope()
  table = scope.run(useImport) as TableImport
})

afterEach(() => {
  scope.stop()
})

async function type(text: string): Promise<void> {
  table.csv.value = text
  await nextTick()
}

function registered(name: string): ImportReport {
  const key = { serverId: `id of ${name}`, ingestKey: `key of ${name}` }
  const good = { line: 2, name, result: 'registered', errors: [], ...key }
  const errors = [{ field: 'site', reason: 'is unknown' }]
  const bad = { line: 3, name: 'bad', result: 'rejected', errors }
  return { dryRun: false, accepted: 1, rejected: 1, rows: [good, bad] }
}

async function register(name: string): Promise<void> {
  asked.mockResolvedValueOnce(registered(name))
  await type(name)
  await table.run(false)
}

function issuedTo(): string[] {
  return table.issued.value.map(({ name }) => name)
}

describe('the keys of an import', () => {
  test('stay while another text is typed and checked, until they are saved', async () => {
    await register('web-01')
    await type('web-0')
    expect(table.report.value).toBeUndefined()
    await table.run(true)
    expect(table.report.value).toEqual(CHECKED)
    expect(issuedTo()).toEqual(['web-01'])
    expect(table.keysUnsaved.value).toBe(true)
  })

  test('stay when the next import fails', async () => {
    await register('web-01')
    asked.mockRejectedValueOnce(ApiError.unreachable())
    await table.run(false)
    expect(table.problem.value).not.toBe('')
    expect(issuedTo()).toEqual(['web-01'])
  })

  test('are saved with those that were issued before', async () => {
    await register('web-01')
    table.saveKeys()
    expect(table.keysUnsaved.value).toBe(false)
    await register('web-02')
    expect(table.keysUnsaved.value).toBe(true)
    table.saveKeys()
    expect(table.keysUnsaved.value).toBe(false)
    expect(saveAs).toHaveBeenLastCalledWith(
      'ingest-keys.csv',
      [
        '"name","serverId","ingestKey"',
        '"web-01","id of web-01","key of web-01"',
        '"web-02","id of web-02","key of web-02"',
        '',
      ].join('\r\n'),
    )
  })

  test('are saved beside names of any characters, which no spreadsheet runs', async () => {
    await register('=a, "b"')
    table.saveKeys()
    expect(saveAs).toHaveBeenCalledWith(
      'ingest-keys.csv',
      expect.stringContaining(`"'=a, ""b""","id of`),
    )
  })
})

test('a file that can’t be read is told, and one that can is in place of the text', async () => {
  await table.read({
    text: () => Promise.reject(new DOMException('gone', 'NotReadableError')),
  } as Blob)
  expect(table.problem.value).toBe('This file can’t be read.')
  await table.read(new Blob(['name,site']))
  expect(table.csv.value).toBe('name,site')
  await nextTick()
  expect(table.problem.value).toBe('')
})

test('a table that nobody answered is not said to be sent again by itself', async () => {
  asked.mockRejectedValueOnce(ApiError.unreachable())
  await type('web-01')
  await table.run(false)
  expect(table.problem.value).toContain('try this again')
})

describe('an answer to a text that reads otherwise by now', () => {
  let answer: (report: ImportReport) => void
  let refuse: (error: Error) => void
  let running: Promise<void>

  async function editDuring(dryRun: boolean): Promise<void> {
    asked.mockImplementationOnce(
      () =>
        new Promise((resolve, reject) => {
          answer = resolve
          refuse = reject
        }),
    )
    await type('web-01')
    running = table.run(dryRun)
    await type('web-02')
  }

  test('offers nothing to register', async () => {
    await editDuring(true)
    answer(CHECKED)
    await running
    expect(table.report.value).toBeUndefined()
    expect(table.busy.value).toBe(false)
  })

  test('has its keys kept', async () => {
    await editDuring(false)
    answer(registered('web-01'))
    await running
    expect(table.report.value).toBeUndefined()
    expect(issuedTo()).toEqual(['web-01'])
  })

  test.each([
    [true, ''],
    [false, 'Not now.'],
  ])('is told as a problem if it was to be registered, dry run: %s', async (dryRun, told) => {
    await editDuring(dryRun)
    refuse(new ApiError(409, 'Conflict', 'Not now.', []))
    await running
    expect(table.problem.value).toBe(told)
  })

  test('is waited for before anything else is sent', async () => {
    await editDuring(false)
    await table.run(true)
    expect(asked).toHaveBeenCalledTimes(1)
  })
})
