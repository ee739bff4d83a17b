import { beforeEach, expect, test, vi } from 'vitest'

import { ApiError } from '../../shared/api/apiError'
import { getServer, type Server } from '../../shared/api/servers'
import { storedOrigins } from './serverApi'
import { useServer } from './useServer'

vi.mock('../../shared/api/servers')
vi.mock('./serverApi')

const MISSING = new ApiError(404, 'Not Found', 'There is no such server.')

beforeEach(() => {
  vi.mocked(getServer).mockResolvedValue({ name: 'One' } as Server)
  vi.mocked(storedOrigins).mockReset().mockResolvedValue({ power: 'MEASURED' })
})

test('a server that the history does not know yet is there, and has its origins later', async () => {
  vi.mocked(storedOrigins).mockRejectedValueOnce(MISSING)
  const { server, origins, missing, problem, reload } = useServer('a')
  await vi.waitFor(() => {
    expect(storedOrigins).toHaveBeenCalledTimes(1)
  }, 20_000)
  await reload()
  expect([server.value?.name, origins.value, missing.value]).toEqual([
    'One',
    { power: 'MEASURED' },
    false,
  ])
  expect(problem.value).toBe('')
})

test('a server that the registry does not know is not there', async () => {
  vi.mocked(getServer).mockRejectedValue(MISSING)
  const { missing } = useServer('a')
  await vi.waitFor(() => {
    expect(missing.value).toBe(true)
  }, 20_000)
  expect(storedOrigins).not.toHaveBeenCalled()
})
