import { expect, test, vi } from 'vitest'
import { effectScope, ref } from 'vue'

import { signInAgain } from './fakeSession'
import { onSignedInAgain } from './onSignedInAgain'

vi.mock('./session', () => import('./fakeSession'))

test.each([
  ['whatever was answered', undefined, 1],
  ['where there was no answer', ref('The session has ended.'), 1],
  ['but not where there was one', ref(''), 0],
])('after signing in again it is asked again %s', async (_, problem, times) => {
  const ask = vi.fn()
  const scope = effectScope()
  scope.run(() => {
    onSignedInAgain(ask, problem)
  })
  await signInAgain()
  expect(ask).toHaveBeenCalledTimes(times)
  scope.stop()
})
