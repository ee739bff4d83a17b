import { computed, ref, watch, type Ref } from 'vue'

import { messageOf } from '../../shared/api/apiError'
import { onSignedInAgain } from '../session/onSignedInAgain'
import { listed } from './conversations'
import type { Conversation, ListKind } from './supportApi'
import type { SupportDesk } from './supportDesk'

export interface ConversationList {
  items: Readonly<Ref<readonly Conversation[]>>
  loaded: Readonly<Ref<boolean>>
  problem: Readonly<Ref<string>>
  /** Whether there are older ones. */
  more: Readonly<Ref<boolean>>
  busy: Readonly<Ref<boolean>>
  load: () => Promise<void>
  loadMore: () => Promise<void>
}

/** Conversations of a kind, kept current for as long as the component lives. */
export function useConversationList(
  desk: SupportDesk,
  kind: Readonly<Ref<ListKind>>,
): ConversationList {
  const loaded = ref(false)
  const problem = ref('')
  const busy = ref(false)
  const cursor = ref<string>()
  const items = computed(() => listed(desk.conversations.value, kind.value, desk.viewer))

  async function fetchPage(from: string | undefined): Promise<void> {
    const asked = kind.value
    busy.value = true
    try {
      const page = await desk.load(asked, from)
      if (asked === kind.value) {
        cursor.value = page.nextCursor ?? undefined
        loaded.value = true
        problem.value = ''
      }
    } catch (error) {
      if (asked === kind.value) {
        problem.value = messageOf(error)
      }
    } finally {
      busy.value = false
    }
  }

  function load(): Promise<void> {
    return fetchPage(undefined)
  }

  watch(
    kind,
    () => {
      loaded.value = false
      cursor.value = undefined
      void load()
    },
    { immediate: true },
  )
  onSignedInAgain(() => void load())

  return {
    items,
    loaded,
    problem,
    more: computed(() => cursor.value !== undefined),
    busy,
    load,
    loadMore: () => fetchPage(cursor.value),
  }
}
