import { expect, test } from 'vitest'

import { historyOf } from './api'
import { ApiError } from './apiError'

test('that the history does not know a server is not told as if there were none', async () => {
  const missing = new ApiError(404, 'Not Found', 'There is no such server.')
  await expect(historyOf(Promise.reject(missing))).rejects.toMatchObject({
    status: 404,
    message: 'The history does not know this server yet.',
  })
  const away = new ApiError(503, 'Service Unavailable')
  await expect(historyOf(Promise.reject(away))).rejects.toBe(away)
})
