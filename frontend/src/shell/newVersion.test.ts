import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'

import { toasts } from '../shared/toasts'
import { followIntoNewVersion } from './newVersion'

const page = { render: () => null }
const answer = vi.fn<(address: string) => Promise<Response>>()
let assign: ReturnType<typeof vi.spyOn>

beforeEach(() => {
  toasts.value = []
  answer.mockReset().mockResolvedValue(new Response('<!doctype html>'))
  vi.stubGlobal('fetch', answer)
  assign = vi.spyOn(location, 'assign').mockReturnValue()
})

afterEach(() => {
  vi.unstubAllGlobals()
})

/** Fails as a part whose file is gone does in what Vite has built. */
function gone(): Promise<never> {
  const error = new TypeError('Failed to fetch dynamically imported module')
  window.dispatchEvent(Object.assign(new Event('vite:preloadError'), { payload: error }))
  return Promise.reject(error)
}

function site(tasks: () => Promise<never>): Router {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/fleet', component: page },
      { path: '/tasks', component: tasks },
    ],
  })
  followIntoNewVersion(router)
  return router
}

/** Follows a link, which fails as it did before, and comes to the end of what that leads to. */
async function follow(router: Router, to: string): Promise<void> {
  await expect(router.push(to)).rejects.toThrow()
  await new Promise((resolve) => setTimeout(resolve))
}

describe('a link to a page whose file is gone', () => {
  test('has the page loaded anew where it leads', async () => {
    const router = site(gone)
    await router.push('/fleet')
    await follow(router, '/tasks?state=waiting')
    expect(assign.mock.calls).toEqual([['/tasks?state=waiting']])
    expect(toasts.value).toEqual([])
  })

  test('is followed once more by whoever chose to stay', async () => {
    const router = site(gone)
    await router.push('/fleet')
    await follow(router, '/tasks')
    await follow(router, '/tasks')
    expect(assign).toHaveBeenCalledTimes(2)
  })

  test('is forgotten by whoever went elsewhere meanwhile', async () => {
    let fail: (() => void) | undefined
    const late = (): Promise<never> =>
      new Promise<void>((resolve) => {
        fail = resolve
      }).then(gone)
    const router = site(late)
    await router.push('/fleet')
    const following = follow(router, '/tasks')
    await vi.waitUntil(() => fail)
    await router.push('/fleet?by=site')
    fail?.()
    await following
    expect(answer).toHaveBeenCalled()
    expect(assign).not.toHaveBeenCalled()
    expect(toasts.value).toEqual([])
  })

  test.each([
    ['no network', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['a platform that is away', () => Promise.resolve(new Response('', { status: 503 }))],
  ])('leaves the page as it is with %s', async (_, answered) => {
    answer.mockImplementation(answered)
    const router = site(gone)
    await router.push('/fleet')
    await follow(router, '/tasks')
    expect(assign).not.toHaveBeenCalled()
    expect(toasts.value).toHaveLength(1)
  })
})

test('what else goes wrong on the way to a page is reported', async () => {
  const report = vi.fn()
  vi.stubGlobal('reportError', report)
  const mistake = new Error('a mistake')
  const router = site(() => Promise.reject(mistake))
  await router.push('/fleet')
  await follow(router, '/tasks')
  expect(report).toHaveBeenCalledWith(mistake)
  expect(assign).not.toHaveBeenCalled()
})
