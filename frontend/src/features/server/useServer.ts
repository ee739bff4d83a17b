import { onScopeDispose, ref, shallowRef, type Ref } from 'vue'

import { ApiError, messageOf } from '../../shared/api/apiError'
import { getServer, type Server } from '../../shared/api/servers'
import { now } from '../../shared/clock'
import { live } from '../../shared/live/liveConnection'
import type { LiveUpdate, Origin } from '../../shared/live/liveUpdate'
import { seriesSince, totalsOfToday, type ChartMetric, type Totals } from './serverApi'
import { SeriesWindow } from './seriesWindow'

const WINDOW_MILLIS = 10 * 60_000
const TOTALS_MILLIS = 30_000

export interface LiveServer {
  server: Readonly<Ref<Server | undefined>>
  totals: Readonly<Ref<Totals | undefined>>
  origin: Readonly<Ref<Origin | undefined>>
  windows: Record<ChartMetric, SeriesWindow>
  /** Goes up when a window has changed. */
  version: Readonly<Ref<number>>
  filled: Readonly<Ref<boolean>>
  missing: Readonly<Ref<boolean>>
  problem: Readonly<Ref<string>>
  reload: () => Promise<void>
}

/** One server: what it is, its last ten minutes and what comes, and its day so far. */
export function useServer(id: string): LiveServer {
  const server = shallowRef<Server>()
  const totals = shallowRef<Totals>()
  const origin = ref<Origin>()
  const windows = {
    power: new SeriesWindow(WINDOW_MILLIS),
    co2: new SeriesWindow(WINDOW_MILLIS),
  }
  const version = ref(0)
  const filled = ref(false)
  const missing = ref(false)
  const problem = ref('')

  function take(update: LiveUpdate): void {
    if (update.metric !== 'power' && update.metric !== 'co2') {
      return
    }
    if (windows[update.metric].append(update.timestamp, update.value)) {
      origin.value = update.origin ?? origin.value
      version.value++
    }
  }

  async function refill(metric: ChartMetric): Promise<void> {
    const to = now()
    windows[metric].refill(await seriesSince(id, metric, to - WINDOW_MILLIS, to))
  }

  async function reload(): Promise<void> {
    try {
      ;[server.value] = await Promise.all([getServer(id), refill('power'), refill('co2')])
      filled.value = true
      problem.value = ''
      version.value++
      await reloadTotals()
    } catch (error) {
      missing.value = error instanceof ApiError && error.status === 404
      problem.value = messageOf(error)
      if (missing.value) {
        stop()
      }
    }
  }

  async function reloadTotals(): Promise<void> {
    totals.value = await totalsOfToday(id, now())
  }

  /** In the background: what is shown stays until there is something newer. */
  function refreshTotals(): void {
    reloadTotals().catch((error: unknown) => {
      problem.value = messageOf(error)
    })
  }

  const unwatch = live.watch(`/topic/servers.${id}`, take, () => void reload())
  const refreshing = setInterval(refreshTotals, TOTALS_MILLIS)
  function stop(): void {
    unwatch()
    clearInterval(refreshing)
  }
  onScopeDispose(stop)
  // The live connection asks for a refill when it opens; the first one does not wait for it.
  if (live.state.value !== 'open') {
    void reload()
  }
  return { server, totals, origin, windows, version, filled, missing, problem, reload }
}
