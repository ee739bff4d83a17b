import { ref, shallowRef, type Ref } from 'vue'

import { isMissing, messageOf } from '../../shared/api/apiError'
import { getServer, type Server } from '../../shared/api/servers'
import type { Origin } from '../../shared/live/liveUpdate'
import { storedOrigins } from './serverApi'

export type Origins = Partial<Record<string, Origin>>

export interface KnownServer {
  server: Readonly<Ref<Server | undefined>>
  /** Of the last reading of each sensor. */
  origins: Readonly<Ref<Origins>>
  missing: Readonly<Ref<boolean>>
  problem: Readonly<Ref<string>>
  reload: () => Promise<void>
  /** Takes what a live reading says of its origin. */
  noteOrigin: (metric: string, origin: Origin | undefined) => void
}

/** What a server is, and whether its sensors measure. */
export function useServer(id: string): KnownServer {
  const server = shallowRef<Server>()
  const origins = shallowRef<Origins>({})
  const missing = ref(false)
  const problem = ref('')

  async function reload(): Promise<void> {
    try {
      server.value = await getServer(id)
      problem.value = ''
    } catch (error) {
      missing.value = isMissing(error)
      problem.value = messageOf(error)
      return
    }
    try {
      origins.value = { ...(await storedOrigins(id)), ...origins.value }
    } catch (error) {
      // That the history does not know it is told where its charts would be.
      if (!isMissing(error)) {
        problem.value = messageOf(error)
      }
    }
  }

  function noteOrigin(metric: string, origin: Origin | undefined): void {
    if (origin !== undefined && origins.value[metric] !== origin) {
      origins.value = { ...origins.value, [metric]: origin }
    }
  }

  void reload()
  return { server, origins, missing, problem, reload, noteOrigin }
}
