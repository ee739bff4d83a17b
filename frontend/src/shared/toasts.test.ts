import { beforeEach, expect, test } from 'vitest'

import { ApiError, messageOf } from './api/apiError'
import { tellProblem, toasts } from './toasts'

beforeEach(() => {
  toasts.value = []
})

test('what was done in vain is not said to be tried again by itself, unless it is', () => {
  tellProblem(ApiError.unreachable())
  tellProblem(ApiError.unreachable(), messageOf)
  const [done, asked] = toasts.value.map(({ text }) => text)
  expect(done).toContain('try this again')
  expect(asked).toContain('goes on trying')
})
