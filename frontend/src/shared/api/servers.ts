import { http } from './http'

/** A server as the registry describes it, as far as the pages use it. */
export interface Server {
  id: string
  name: string
  siteId: string
  siteName: string
  rack: string | null
  cores: number
  energy: { source: string; idleWatts: number; peakWatts: number }
  sensorMode: 'EMULATED' | 'EXTERNAL'
  state: 'active' | 'retired'
}

export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

/** Every server that is not retired, page by page. */
export async function listServers(): Promise<Server[]> {
  const servers = await allPages<Server>('/api/v1/servers')
  return servers.filter((server) => server.state !== 'retired')
}

export function getServer(id: string): Promise<Server> {
  return http.get(`/api/v1/servers/${encodeURIComponent(id)}`)
}

/** Follows the cursor to the end. */
export async function allPages<T>(path: string): Promise<T[]> {
  const items: T[] = []
  let cursor: string | undefined
  do {
    const page: Page<T> = await http.get(path, { limit: 1000, cursor })
    items.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return items
}

const SOURCES: Record<string, string> = {
  GRID: 'Grid',
  SOLAR: 'Solar',
  WIND: 'Wind',
  HYDRO: 'Hydro',
  NUCLEAR: 'Nuclear',
  GAS: 'Gas',
  COAL: 'Coal',
}

export function sourceName(source: string): string {
  return SOURCES[source] ?? source
}
