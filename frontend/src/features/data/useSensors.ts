import { onScopeDispose, ref, type Ref } from 'vue'

import { messageOf } from '../../shared/api/apiError'
import { live } from '../../shared/live/liveConnection'
import { onSignedInAgain } from '../session/onSignedInAgain'
import { sensorsOfFleet } from './dataApi'
import { Sensors } from './sensors'

/** Fetched anew this often, for sensors that came or went. */
const RELOAD_MILLIS = 60_000

/** An unknown sensor in the live stream asks for the list, but not more often than this. */
const NEWCOMER_MILLIS = 5_000

export interface LiveSensors {
  sensors: Sensors
  /** Goes up when there are others than before; values change without. */
  version: Readonly<Ref<number>>
  loaded: Readonly<Ref<boolean>>
  problem: Readonly<Ref<string>>
  reload: () => Promise<void>
}

/** The sensors of the fleet, kept current for as long as the component lives. */
export function useSensors(): LiveSensors {
  const sensors = new Sensors()
  const version = ref(0)
  const loaded = ref(false)
  const problem = ref('')
  let reloadedAt = 0

  async function reload(): Promise<void> {
    reloadedAt = Date.now()
    try {
      const told = await sensorsOfFleet()
      sensors.fill(told)
      told.forEach(({ serverId, last }) => {
        live.quiet.know(serverId, last?.timestamp ?? 0)
      })
      version.value++
      loaded.value = true
      problem.value = ''
    } catch (error) {
      problem.value = messageOf(error)
    }
  }

  const unwatch = live.watch(
    '/topic/fleet.batches',
    (update) => {
      if (!sensors.apply(update) && loaded.value && Date.now() - reloadedAt > NEWCOMER_MILLIS) {
        void reload()
      }
    },
    (stored) => {
      // Newer readings come by themselves.
      if (!stored) {
        void reload()
      }
    },
  )
  onSignedInAgain(() => void reload(), problem)
  const reloading = setInterval(() => void reload(), RELOAD_MILLIS)
  onScopeDispose(() => {
    unwatch()
    clearInterval(reloading)
  })
  // The live connection asks for a refill when it opens; the first list does not wait for it.
  if (live.state.value !== 'open') {
    void reload()
  }
  return { sensors, version, loaded, problem, reload }
}
