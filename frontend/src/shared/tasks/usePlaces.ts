import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue'

import { listServers, type Server } from '../api/servers'
import { listSites, type Site } from '../api/sites'
import { tellProblem } from '../toasts'

export interface Place {
  serverName: string
  siteId: string
  siteName: string
  gridZone: string
}

export interface Places {
  /** Whether the platform has been asked; until then there is no name for anything. */
  asked: Readonly<Ref<boolean>>
  /** Undefined for a server that is retired, and until the servers are known. */
  placeOf: (serverId: string) => Place | undefined
  serverName: (serverId: string) => string
  siteName: (siteId: string) => string
  sites: ComputedRef<readonly Site[]>
  /** Grid zones of the sites, by name. */
  zones: ComputedRef<readonly string[]>
}

/** Names of what plans and tasks tell by ids. */
export function usePlaces(): Places {
  const servers = shallowRef(new Map<string, Server>())
  const known = shallowRef<readonly Site[]>([])
  const asked = ref(false)

  async function fetchPlaces(): Promise<void> {
    try {
      const [allServers, allSites] = await Promise.all([listServers(), listSites()])
      servers.value = new Map(allServers.map((server) => [server.id, server]))
      known.value = allSites
    } catch (error) {
      tellProblem(error)
    } finally {
      asked.value = true
    }
  }

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

  void fetchPlaces()
  return {
    asked,
    placeOf,
    serverName: (id) => servers.value.get(id)?.name ?? unnamed(id),
    siteName: (id) => known.value.find((site) => site.id === id)?.name ?? unnamed(id),
    sites: computed(() => known.value),
    zones: computed(() => [...new Set(known.value.map(({ gridZone }) => gridZone))].sort()),
  }
}
