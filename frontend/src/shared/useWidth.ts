import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** How wide an element of this component is; 0 until that is known. */
export function useWidth(element: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<number>> {
  const width = ref(0)
  const resizing = new ResizeObserver(([entry]) => {
    width.value = entry?.contentRect.width ?? 0
  })
  onMounted(() => {
    resizing.observe(element.value as HTMLElement)
  })
  onBeforeUnmount(() => {
    resizing.disconnect()
  })
  return width
}
