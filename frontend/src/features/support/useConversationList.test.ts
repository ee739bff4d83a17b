import { afterEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref, shallowRef, type EffectScope } from 'vue'

import { ApiError } from '../../shared/api/apiError'
import type { ListKind } from './supportApi'
import type { SupportDesk } from './supportDesk'
import { useConversationList } from './useConversationList'

vi.mock('../session/onSignedInAgain', () => ({ onSignedInAgain: () => undefined }))

const load = vi.fn<SupportDesk['load']>()
const desk = {
  conversations: shallowRef(new Map()),
  viewer: { id: 'u7', engineer: true },
  load,
} as unknown as SupportDesk
let scope: EffectScope

afterEach(() => {
  scope.stop()
})

test('where another list ends is asked for from its own beginning', async () => {
  const kind = ref<ListKind>('open')
  load.mockResolvedValueOnce({ items: [], nextCursor: 'of open ones' })
  scope = effectScope()
  const list = scope.run(() => useConversationList(desk, kind))
  await vi.waitFor(() => {
    expect(list?.more.value).toBe(true)
  })
  load.mockRejectedValue(ApiError.unreachable())
  kind.value = 'closed'
  await nextTick()
  expect(list?.more.value).toBe(false)
  await list?.loadMore()
  expect(load.mock.calls).toEqual([
    ['open', undefined],
    ['closed', undefined],
    ['closed', undefined],
  ])
})
