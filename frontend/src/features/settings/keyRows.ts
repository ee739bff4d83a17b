import type { Server } from '../../shared/api/servers'
import type { Site } from '../../shared/api/sites'
import type { IngestKey, KeyHolder } from './keysApi'

/** A site or server, and the key that it has. */
export interface KeyRow {
  /** Unique in the table. */
  row: string
  holder: KeyHolder
  id: string
  name: string
  siteName: string
  /** Retired or deleted: its key can be revoked, but it gets no other. */
  gone: boolean
  key: IngestKey | undefined
  /** As it is searched and sorted. */
  state: 'valid' | 'none'
  /** Which server the command of a new key sends a reading of; undefined where there is none. */
  sender: Server | undefined
}

/**
 * Every site and server with its key, each site before its servers. Of what was retired or deleted
 * only what still has a key is there.
 */
export function keyRows(
  sites: readonly Site[],
  servers: readonly Server[],
  keys: readonly IngestKey[],
): KeyRow[] {
  // While rotations cross there may be several; the newest, which comes first, is the one that stays.
  const valid = new Map([...keys].reverse().map((key) => [rowOf(key), key]))
  const rows = [
    ...sites.map((site) => ofSite(site, servers)),
    ...servers.map((server) => ofServer(server)),
  ]
  const known = new Set(rows.map(({ row }) => row))
  const gone = [...valid].flatMap(([row, key]) => (known.has(row) ? [] : goneRow(row, key)))
  return [...rows, ...gone]
    .map((row) => withKey(row, valid.get(row.row)))
    .sort(
      (one, other) =>
        one.siteName.localeCompare(other.siteName) ||
        Number(one.holder === 'server') - Number(other.holder === 'server') ||
        one.name.localeCompare(other.name),
    )
}

/** The key of the emulated sensors, which nobody issues here. */
export function emulatorKey(keys: readonly IngestKey[]): IngestKey | undefined {
  return keys.find(({ scope }) => scope === 'EMULATORS')
}

type Holder = Omit<KeyRow, 'key' | 'state'>

function withKey(holder: Holder, key: IngestKey | undefined): KeyRow {
  return { ...holder, key, state: key === undefined ? 'none' : 'valid' }
}

function ofSite({ id, name }: Site, servers: readonly Server[]): Holder {
  const here = servers.filter(({ siteId }) => siteId === id)
  // A server with a real meter has no emulated readings beside what is sent.
  const sender = here.find(({ sensorMode }) => sensorMode === 'EXTERNAL') ?? here[0]
  return { row: `site ${id}`, holder: 'site', id, name, siteName: name, gone: false, sender }
}

function ofServer(server: Server): Holder {
  const { id, name, siteName } = server
  return { row: `server ${id}`, holder: 'server', id, name, siteName, gone: false, sender: server }
}

function goneRow(row: string, { server, site }: IngestKey): Holder[] {
  const holder = server ?? site
  return holder === undefined || holder === null
    ? []
    : [
        {
          row,
          holder: server ? 'server' : 'site',
          id: holder.id,
          name: holder.name,
          siteName: site?.name ?? '',
          gone: true,
          sender: undefined,
        },
      ]
}

function rowOf({ server, site }: IngestKey): string {
  return server ? `server ${server.id}` : `site ${site?.id ?? ''}`
}
