import { onScopeDispose, ref, shallowRef, type Ref } from 'vue'

import { messageOf } from '../api/apiError'
import { listServers } from '../api/servers'
import { live } from '../live/liveConnection'
import { latestOfFleet } from './fleetApi'
import { FleetRows, type FleetRow } from './fleetRows'

/** Live values are drawn together this often; more would only flicker. */
const DRAW_MILLIS = 500

/** The list is fetched anew this often, for servers that came, went or were renamed. */
const RELOAD_MILLIS = 60_000

/** An unknown server in the live stream asks for the list, but not more often than this. */
const NEWCOMER_MILLIS = 5_000

export interface Fleet {
  rows: Readonly<Ref<readonly FleetRow[]>>
  loaded: Readonly<Ref<boolean>>
  problem: Readonly<Ref<string>>
  reload: () => Promise<void>
}

/** The fleet, kept current for as long as the component lives. */
export function useFleet(): Fleet {
  const model = new FleetRows()
  const rows = shallowRef<readonly FleetRow[]>([])
  const loaded = ref(false)
  const problem = ref('')
  let changed = false
  let reloadedAt = 0

  async function reload(): Promise<void> {
    reloadedAt = Date.now()
    try {
      const [servers, latest] = await Promise.all([listServers(), latestOfFleet()])
      model.fill(servers, latest)
      latest.forEach(({ serverId, power }) => {
        live.quiet.know(serverId, power?.timestamp ?? 0)
      })
      rows.value = model.list()
      loaded.value = true
      problem.value = ''
    } catch (error) {
      problem.value = messageOf(error)
    }
  }

  const unwatch = live.watch(
    '/topic/fleet',
    (update) => {
      if (model.apply(update)) {
        changed = true
      } else if (loaded.value && Date.now() - reloadedAt > NEWCOMER_MILLIS) {
        void reload()
      }
    },
    () => void reload(),
  )
  const drawing = setInterval(() => {
    if (changed) {
      changed = false
      rows.value = model.list()
    }
  }, DRAW_MILLIS)
  const reloading = setInterval(() => void reload(), RELOAD_MILLIS)
  onScopeDispose(() => {
    unwatch()
    clearInterval(drawing)
    clearInterval(reloading)
  })

  // The live connection asks for a refill when it opens; the first list does not wait for it.
  if (live.state.value !== 'open') {
    void reload()
  }
  return { rows, loaded, problem, reload }
}
