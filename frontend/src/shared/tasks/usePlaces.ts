import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'

import { listServers, type Server } from '../api/servers'
import { listSites, type Site } from '../api/sites'
import { useToldLookup } from '../useLookup'

export interface Place {
  serverName: string
  siteId: string
  siteName: string
  gridZone: string
}

export interface Places {
  /** Whether the platform was asked and has answered; until then there is no name for anything. */
  asked: Readonly<Ref<boolean>>
  /** Why it has not answered. */
  problem: Readonly<Ref<string>>
  /** Undefined for a server that is retired, and until the servers are known. */
  placeOf: (serverId: string) => Place | undefined
  serverName: (serverId: string) => string
  siteName: (siteId: string) => string
  sites: ComputedRef<readonly Site[]>
  /** Grid zones of the sites, by name. */
  zones: ComputedRef<readonly string[]>
  reload: () => void
}

/**
 * Names of what plans and tasks tell by ids, asked for until they are known.
 *
 * @param shownServers ids that are shown; with one that is new there, names are asked for anew
 */
export function usePlaces(shownServers: () => readonly string[] = () => []): Places {
  const servers = shallowRef(new Map<string, Server>())
  const known = shallowRef<readonly Site[]>([])
  const asked = ref(false)

  const { problem, begin } = useToldLookup(async () => {
    const [allServers, allSites] = await Promise.all([listServers(), listSites()])
    servers.value = new Map(allServers.map((server) => [server.id, server]))
    known.value = allSites
    asked.value = true
  })

  function placeOf(serverId: string): Place | undefined {
    const server = servers.value.get(serverId)
    return (
      server && {
        serverName: server.name,
        siteId: server.siteId,
        siteName: server.siteName,
        gridZone: server.gridZone,
      }
    )
  }

  function unnamed(id: string): string {
    return asked.value ? id : '…'
  }

  // It may have been registered since, and is not a retired one then.
  watch(
    () => (asked.value ? shownServers().filter((id) => !servers.value.has(id)) : undefined),
    (unknown, before) => {
      if (before !== undefined && unknown?.some((id) => !before.includes(id))) {
        begin()
      }
    },
  )

  begin()
  return {
    asked,
    problem,
    placeOf,
    serverName: (id) => servers.value.get(id)?.name ?? unnamed(id),
    siteName: (id) => known.value.find((site) => site.id === id)?.name ?? unnamed(id),
    sites: computed(() => known.value),
    zones: computed(() => [...new Set(known.value.map(({ gridZone }) => gridZone))].sort()),
    reload: begin,
  }
}
