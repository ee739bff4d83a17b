import { nextTick, onMounted, onScopeDispose, ref, watch, type Ref } from 'vue'

import type { Line } from './threadLines'

/** So near to an end is at it. */
const NEAR_END_PIXELS = 40

/** So near to the top it is time for what is older. */
const NEAR_TOP_PIXELS = 300

export interface LogScroll {
  atEnd: Readonly<Ref<boolean>>
  /** Messages of others that have come below what is in sight. */
  below: Readonly<Ref<number>>
  look: () => void
  toEnd: () => void
}

/**
 * Keeps a log where its reader is: at the end it follows what comes, elsewhere it stays, also when
 * what is older is put above.
 */
export function useLogScroll(
  scroller: Readonly<Ref<HTMLElement | null>>,
  lines: () => readonly Line[],
  onNearTop: () => void,
): LogScroll {
  const atEnd = ref(true)
  const below = ref(0)
  let fromEnd = 0
  /** Where it stood when it was last looked at. */
  let top = 0

  function look(): void {
    const element = scroller.value
    if (element !== null) {
      top = element.scrollTop
      const left = element.scrollHeight - element.scrollTop - element.clientHeight
      atEnd.value = left < NEAR_END_PIXELS
      if (atEnd.value) {
        below.value = 0
      }
      if (element.scrollTop < NEAR_TOP_PIXELS) {
        onNearTop()
      }
    }
  }

  function toEnd(): void {
    const element = scroller.value
    if (element !== null) {
      element.scrollTo({ top: element.scrollHeight })
      top = element.scrollTop
    }
    below.value = 0
  }

  /** Where there is more unread than fits, one begins at the first of it. */
  function toUnread(): void {
    const element = scroller.value
    const mark = element?.querySelector<HTMLElement>('[data-unread]')
    if (element && mark && mark.offsetTop < element.scrollTop) {
      element.scrollTop = mark.offsetTop
    }
  }

  watch(
    lines,
    () => {
      const element = scroller.value
      // Whoever has scrolled up is told of it with the next frame, and must not be taken back before.
      if (element !== null && element.scrollTop < top) {
        look()
      }
      fromEnd = element === null ? 0 : element.scrollHeight - element.scrollTop
    },
    { flush: 'pre' },
  )
  watch(
    lines,
    (now, before) => {
      const element = scroller.value
      const added = addedBelow(now, before)
      if (atEnd.value || added.some(({ kind }) => kind === 'outgoing')) {
        toEnd()
      } else if (
        element !== null &&
        (now[0]?.key !== before[0]?.key || now[1]?.key !== before[1]?.key)
      ) {
        element.scrollTop = element.scrollHeight - fromEnd
      }
      if (!atEnd.value) {
        below.value += added.filter((line) => line.kind === 'message' && !line.mine).length
      }
      look()
    },
    { flush: 'post' },
  )

  // The field below grows as somebody writes, and a phone's keyboard takes half of the screen.
  const resized = new ResizeObserver(() => {
    if (atEnd.value) {
      toEnd()
    }
  })
  onMounted(async () => {
    await nextTick()
    toEnd()
    toUnread()
    look()
    if (scroller.value !== null) {
      resized.observe(scroller.value)
    }
  })
  onScopeDispose(() => {
    resized.disconnect()
  })

  return { atEnd, below, look, toEnd }
}

/** Lines after the last one that was there before. */
export function addedBelow(now: readonly Line[], before: readonly Line[]): readonly Line[] {
  const last = before.findLast(({ kind }) => kind === 'message')?.key
  return last === undefined ? [] : now.slice(now.findIndex(({ key }) => key === last) + 1)
}
