import { createApp, h, nextTick, ref, shallowRef } from 'vue'
import { expect, test, vi } from 'vitest'

import { IdleResizeObserver } from '../../shared/idleResizeObserver'
import type { Line } from './threadLines'
import { addedBelow, useLogScroll } from './useLogScroll'

function lines(...sequences: number[]): Line[] {
  return sequences.map((sequence) => ({ kind: 'message', key: `m${sequence}` }) as Line)
}

test('what was put above is not below, and what is below is what came after the last', () => {
  const keys = (now: Line[], before: Line[]): string[] =>
    addedBelow(now, before).map(({ key }) => key)
  expect(keys(lines(1, 2, 3, 4), lines(3, 4))).toEqual([])
  expect(keys(lines(3, 4, 5, 6), lines(3, 4))).toEqual(['m5', 'm6'])
  expect(keys(lines(1, 2), [])).toEqual([])
})

/** A log of which 400 of 50 pixels a line are in sight. */
function shown(count: number) {
  const element = {
    scrollTop: 0,
    scrollHeight: count * 50,
    clientHeight: 400,
    querySelector: () => null,
    scrollTo({ top }: { top: number }) {
      element.scrollTop = Math.min(top, element.scrollHeight - element.clientHeight)
    },
  }
  const all = shallowRef(lines(...Array(count).keys()))
  const older = vi.fn()
  let scroll!: ReturnType<typeof useLogScroll>
  const app = createApp({
    setup() {
      scroll = useLogScroll(ref(element as unknown as HTMLElement), () => all.value, older)
      return () => h('p')
    },
  })
  vi.stubGlobal('ResizeObserver', IdleResizeObserver)
  app.mount(document.createElement('div'))
  const add = async (): Promise<void> => {
    all.value = [...all.value, ...lines(all.value.length)]
    element.scrollHeight += 50
    await nextTick()
  }
  return { element, older, scroll, add, end: () => app.unmount() }
}

test('at the end it follows what comes', async () => {
  const { element, scroll, add, end } = shown(20)
  await nextTick()
  await add()
  expect(element.scrollTop).toBe(21 * 50 - 400)
  expect(scroll.below.value).toBe(0)
  end()
})

test('whoever has just scrolled up stays there, though no frame has told of it', async () => {
  const { element, older, scroll, add, end } = shown(20)
  await nextTick()
  element.scrollTop = 200
  await add()
  expect(element.scrollTop).toBe(200)
  expect(scroll.below.value).toBe(1)
  expect(older).toHaveBeenCalled()
  end()
})
