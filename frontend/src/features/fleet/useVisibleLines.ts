import { computed, onMounted, onScopeDispose, ref, type Ref } from 'vue'

/** Lines drawn above and below, so that scrolling meets no empty place. */
const SPARE = 8

export interface VisibleLines {
  /** The first line that is drawn, and the one after the last. */
  first: Readonly<Ref<number>>
  end: Readonly<Ref<number>>
  /** To be called when the element is scrolled. */
  measure: () => void
}

/** Which of many lines of the same height a scrolling element has to draw. */
export function useVisibleLines(
  element: Readonly<Ref<HTMLElement | null>>,
  count: () => number,
  lineHeight: () => number,
): VisibleLines {
  const top = ref(0)
  const height = ref(0)

  function measure(): void {
    top.value = element.value?.scrollTop ?? 0
    height.value = element.value?.clientHeight ?? 0
  }

  const resized = new ResizeObserver(measure)
  onMounted(() => {
    if (element.value !== null) {
      resized.observe(element.value)
    }
    measure()
  })
  onScopeDispose(() => {
    resized.disconnect()
  })

  const first = computed(() => {
    const past = Math.floor(top.value / lineHeight()) - SPARE
    return Math.max(0, Math.min(past, count()))
  })
  const end = computed(() =>
    Math.min(count(), Math.ceil((top.value + height.value) / lineHeight()) + SPARE),
  )
  return { first, end, measure }
}
