import { afterEach, expect, test, vi } from 'vitest'
import { effectScope, ref } from 'vue'

import { ApiError } from '../api/apiError'
import { live } from '../live/liveConnection'
import { storedSeries } from './begunSeries'
import type { ChartClock } from './useChartClock'
import { useServerSeries, type ServerSeries } from './useServerSeries'

vi.mock('./begunSeries')

const scope = effectScope()

afterEach(() => {
  scope.stop()
})

test('a server that is not there is not asked for again by a connection that opens', async () => {
  const flows = new Set<() => void>()
  vi.spyOn(live, 'watch').mockImplementation((_destination, _onUpdate, onFlowing) => {
    const flow = (): void => {
      onFlowing(false)
    }
    flows.add(flow)
    return () => flows.delete(flow)
  })
  vi.mocked(storedSeries).mockRejectedValue(new ApiError(404, 'Not found'))
  const clock = { onFrame: () => () => undefined } as unknown as ChartClock
  const range = ref({ from: 0, to: 60_000 })
  const series = scope.run(() =>
    useServerSeries('nope', { range, live: ref(true) }, clock, () => undefined),
  ) as ServerSeries
  await vi.waitFor(() => {
    expect(series.problem.value).toBe('Not found')
  }, 20_000)
  series.unwatch()
  flows.forEach((flow) => {
    flow()
  })
  expect(storedSeries).toHaveBeenCalledTimes(1)
})
