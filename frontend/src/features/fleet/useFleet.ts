import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'

import { messageOf } from '../../shared/api/apiError'
import { listServers } from '../../shared/api/servers'
import { now } from '../../shared/clock'
import { live } from '../../shared/live/liveConnection'
import { latestOfFleet } from './fleetApi'
import { FleetRows, type FleetRow } from './fleetRows'
import { fleetToday, type FleetTotals, type Grouping } from './fleetTotals'

/** Live values are drawn together this often; more would only flicker. */
const DRAW_MILLIS = 500

/** The list is fetched anew this often, for servers that came, went or were renamed. */
const RELOAD_MILLIS = 60_000

/** Totals of the day are fetched anew this often. */
const TOTALS_MILLIS = 30_000

/** An unknown server in the live stream asks for the list, but not more often than this. */
const NEWCOMER_MILLIS = 5_000

export interface Fleet {
  rows: Readonly<Ref<readonly FleetRow[]>>
  today: Readonly<Ref<FleetTotals | undefined>>
  loaded: Readonly<Ref<boolean>>
  problem: Readonly<Ref<string>>
  reload: () => Promise<void>
}

/** The fleet, kept current for as long as the component lives. */
export function useFleet(grouping: Readonly<Ref<Grouping | undefined>>): Fleet {
  const model = new FleetRows()
  const rows = shallowRef<readonly FleetRow[]>([])
  const today = shallowRef<FleetTotals>()
  const loaded = ref(false)
  const problem = ref('')
  let changed = false
  let reloadedAt = 0

  async function reload(): Promise<void> {
    reloadedAt = Date.now()
    try {
      const [servers, latest] = await Promise.all([listServers(), latestOfFleet()])
      model.fill(servers, latest)
      rows.value = model.list()
      loaded.value = true
      problem.value = ''
    } catch (error) {
      problem.value = messageOf(error)
    }
  }

  async function reloadTotals(): Promise<void> {
    const groupBy = grouping.value ?? 'site'
    try {
      const fetched = await fleetToday(groupBy, now())
      if (groupBy === (grouping.value ?? 'site')) {
        today.value = fetched
      }
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
  const totalling = setInterval(() => void reloadTotals(), TOTALS_MILLIS)
  watch(grouping, reloadTotals, { immediate: true })
  onScopeDispose(() => {
    unwatch()
    clearInterval(drawing)
    clearInterval(reloading)
    clearInterval(totalling)
  })

  // The live connection asks for a refill when it opens; the first list does not wait for it.
  if (live.state.value !== 'open') {
    void reload()
  }
  return { rows, today, loaded, problem, reload }
}
