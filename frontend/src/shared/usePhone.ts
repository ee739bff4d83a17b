import { computed, type Ref } from 'vue'
import { useDisplay } from 'vuetify'

/** As in the style sheets: below this there is no room for more than the figures. */
const PHONE_WIDTH = 640

export function usePhone(): Readonly<Ref<boolean>> {
  const { width } = useDisplay()
  return computed(() => width.value <= PHONE_WIDTH)
}
