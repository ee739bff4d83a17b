import { createPinia, setActivePinia } from 'pinia'
import { expect, test, vi } from 'vitest'

import { router } from './router'

test('a page whose file is gone is loaded with the newer version', async () => {
  setActivePinia(createPinia())
  const assign = vi.spyOn(location, 'assign').mockReturnValue()
  vi.spyOn(window, 'fetch').mockResolvedValue(new Response('<!doctype html>'))
  const error = new TypeError('Failed to fetch dynamically imported module')
  router.addRoute({ path: '/here', component: { render: () => null } })
  router.addRoute({
    path: '/gone',
    component: () => {
      window.dispatchEvent(Object.assign(new Event('vite:preloadError'), { payload: error }))
      return Promise.reject(error)
    },
  })
  await router.push('/here')
  await expect(router.push('/gone')).rejects.toBe(error)
  await vi.waitFor(() => {
    expect(assign).toHaveBeenCalledWith('/gone')
  })
})
