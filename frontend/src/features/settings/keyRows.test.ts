import { expect, test } from 'vitest'

import type { Server } from '../../shared/api/servers'
import type { Site } from '../../shared/api/sites'
import { emulatorKey, keyRows } from './keyRows'
import type { IngestKey } from './keysApi'

const site = (id: string, name: string) => ({ id, name }) as Site
const server = (id: string, name: string, siteId: string, sensorMode = 'EMULATED') =>
  ({ id, name, siteId, siteName: siteId.toUpperCase(), sensorMode }) as Server
const key = (id: string, scope: IngestKey['scope'], siteId?: string, serverId?: string) =>
  ({
    id,
    scope,
    site: siteId === undefined ? null : { id: siteId, name: siteId.toUpperCase() },
    server: serverId === undefined ? null : { id: serverId, name: serverId.toUpperCase() },
    issuedAt: '2026-01-01T00:00:00Z',
  }) as IngestKey

const sites = [site('b', 'B'), site('a', 'A')]
const servers = [
  server('s2', 'web-02', 'a', 'EXTERNAL'),
  server('s1', 'web-01', 'a'),
  server('s3', 'web-03', 'b'),
]

test('each site comes before its servers, with the key that each has', () => {
  const rows = keyRows(sites, servers, [key('k1', 'SERVER', 'a', 's1'), key('k2', 'SITE', 'b')])
  expect(rows.map(({ name, state }) => `${name} ${state}`)).toEqual([
    'A none',
    'web-01 valid',
    'web-02 none',
    'B valid',
    'web-03 none',
  ])
  expect(rows[1]?.key?.id).toBe('k1')
})

test('a server’s key is not its site’s', () => {
  const [ofSite] = keyRows([site('a', 'A')], servers, [key('k1', 'SERVER', 'a', 's1')])
  expect(ofSite?.state).toBe('none')
})

test('of two keys the newest counts', () => {
  const two = [key('new', 'SITE', 'a'), key('old', 'SITE', 'a')]
  expect(keyRows([site('a', 'A')], [], two)[0]?.key?.id).toBe('new')
})

test('what is retired or deleted is there only while it has a key', () => {
  const rows = keyRows([], [], [key('k1', 'SERVER', 'a', 'old'), key('k2', 'SITE', 'c')])
  expect(rows.map(({ name, holder, gone, siteName }) => [name, holder, gone, siteName])).toEqual([
    ['OLD', 'server', true, 'A'],
    ['C', 'site', true, 'C'],
  ])
})

test('the emulators’ key is nobody’s row', () => {
  const keys = [key('k1', 'EMULATORS')]
  expect(keyRows([], [], keys)).toEqual([])
  expect(emulatorKey(keys)?.id).toBe('k1')
})

test('a site’s command sends for a server with a real meter, if there is one', () => {
  const [ofA, , , ofB] = keyRows(sites, servers, [])
  expect(ofA?.sender?.id).toBe('s2')
  expect(ofB?.sender?.id).toBe('s3')
})
