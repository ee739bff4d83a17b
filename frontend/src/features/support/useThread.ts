import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'

import { isMissing, messageOf } from '../../shared/api/apiError'
import { now } from '../../shared/clock'
import { onSignedInAgain } from '../session/onSignedInAgain'
import type { ThreadEvent } from './chatEvents'
import { MessageLog } from './messageLog'
import { ReadMark } from './readMark'
import {
  getConversation,
  messagesAfter,
  messagesBefore,
  type Conversation,
  type Message,
} from './supportApi'
import type { SupportDesk } from './supportDesk'
import { useOthers, type Others } from './useOthers'

/** How long a message can be changed by its sender. */
export const CHANGEABLE_MILLIS = 5 * 60_000

export interface Thread {
  conversation: Readonly<Ref<Conversation | undefined>>
  /** Oldest first. */
  messages: Readonly<Ref<readonly Message[]>>
  loaded: Readonly<Ref<boolean>>
  /** Whether there is no such conversation, or none for this person. */
  missing: Readonly<Ref<boolean>>
  problem: Readonly<Ref<string>>
  /** Whether there is nothing older. */
  complete: Readonly<Ref<boolean>>
  loadingOlder: Readonly<Ref<boolean>>
  /** The last message that was read when it was opened; undefined if nothing was unread. */
  readBefore: Readonly<Ref<number | undefined>>
  others: Others
  load: () => Promise<void>
  older: () => Promise<void>
  /** Takes messages as the platform answered them. */
  take: (messages: readonly Message[]) => void
  /** All that is here has been read. */
  noteRead: () => void
}

/** One conversation, kept current for as long as the component lives. */
export function useThread(desk: SupportDesk, id: string): Thread {
  const log = new MessageLog()
  const messages = shallowRef<readonly Message[]>([])
  const loaded = ref(false)
  const missing = ref(false)
  const problem = ref('')
  const complete = ref(false)
  const loadingOlder = ref(false)
  const readBefore = ref<number>()
  const conversation = computed(() => desk.conversations.value.get(id))
  const others = useOthers(desk, conversation)
  const readMark = new ReadMark(desk, id)
  let brokeAt = now()
  let unwatch: (() => void) | undefined
  let left = false

  function take(taken: readonly Message[]): void {
    if (log.put(taken)) {
      messages.value = log.items
    }
    complete.value = log.complete
  }

  async function load(): Promise<void> {
    problem.value = ''
    try {
      const answer = await getConversation(id)
      if (!loaded.value) {
        const read = answer.readUpTo[desk.viewer.id] ?? 0
        readMark.begin(read)
        readBefore.value = answer.unread > 0 ? read : undefined
      }
      desk.take([answer])
      await (loaded.value ? catchUp() : loadNewest())
      // Of one that there is not, or not for this person, the socket would be closed.
      if (!left) {
        unwatch ??= desk.socket.watchThread(id, hear)
      }
    } catch (error) {
      missing.value = isMissing(error)
      problem.value = messageOf(error)
    }
  }

  async function loadNewest(): Promise<void> {
    takeOlder(await messagesBefore(id, undefined))
    loaded.value = true
  }

  async function older(): Promise<void> {
    if (loadingOlder.value || complete.value || log.first === undefined) {
      return
    }
    loadingOlder.value = true
    try {
      takeOlder(await messagesBefore(id, log.first))
      problem.value = ''
    } catch (error) {
      problem.value = messageOf(error)
    } finally {
      loadingOlder.value = false
    }
  }

  function takeOlder(page: readonly Message[]): void {
    if (page.length === 0) {
      log.begin()
    }
    take(page)
  }

  /** Asks for what came while nothing was heard. */
  async function catchUp(): Promise<void> {
    try {
      take(await messagesAfter(id, log.resumeAfter(brokeAt, CHANGEABLE_MILLIS)))
    } catch {
      // It is asked again when the connection is back.
    }
  }

  async function fillGap(): Promise<void> {
    const after = log.gapAfter
    if (after !== undefined) {
      try {
        take(await messagesAfter(id, after))
      } catch {
        // The next message finds the gap again.
      }
    }
  }

  function hear(event: ThreadEvent): void {
    others.hear(event)
    if (event.type === 'subscribed') {
      void catchUp()
    } else if (event.type === 'message') {
      take([event.message])
      void fillGap()
    }
  }

  function noteRead(): void {
    if (loaded.value) {
      readMark.read(log.last)
    }
  }

  watch(desk.socket.state, (_, before) => {
    if (before === 'open') {
      brokeAt = now()
    }
  })
  const unlisten = desk.onSent((message) => {
    if (message.conversationId === id) {
      take([message])
    }
  })
  onSignedInAgain(() => void load())
  onScopeDispose(() => {
    left = true
    unlisten()
    unwatch?.()
    readMark.stop()
  })
  void load()

  return {
    conversation,
    messages,
    loaded,
    missing,
    problem,
    complete,
    loadingOlder,
    readBefore,
    others,
    load,
    older,
    take,
    noteRead,
  }
}
