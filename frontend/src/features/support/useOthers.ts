import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'

import type { Marks, ThreadEvent } from './chatEvents'
import type { Conversation, Person } from './supportApi'
import type { SupportDesk } from './supportDesk'
import { Typists } from './typists'

/** What the others of a conversation do. */
export interface Others {
  deliveredUpTo: Readonly<Ref<Marks>>
  readUpTo: Readonly<Ref<Marks>>
  /** Who types. */
  typing: Readonly<Ref<readonly Person[]>>
  /** Who has it open. */
  people: Readonly<Ref<readonly Person[]>>
  hear: (event: ThreadEvent) => void
}

/** Marks come with the conversation, too; who types and who is there only while one is connected. */
export function useOthers(
  desk: SupportDesk,
  conversation: Readonly<Ref<Conversation | undefined>>,
): Others {
  const deliveredUpTo = shallowRef<Marks>({})
  const readUpTo = shallowRef<Marks>({})
  const typing = shallowRef<readonly Person[]>([])
  const people = shallowRef<readonly Person[]>([])
  const typists = new Typists((who) => {
    typing.value = who
  })

  function mark(delivered: Marks | undefined, read: Marks | undefined): void {
    deliveredUpTo.value = furthest(deliveredUpTo.value, delivered)
    readUpTo.value = furthest(readUpTo.value, read)
  }

  function hear(event: ThreadEvent): void {
    switch (event.type) {
      case 'message':
        typists.hear(event.message.sender, false)
        break
      case 'marks':
        mark(event.deliveredUpTo, event.readUpTo)
        break
      case 'typing':
        if (event.person.id !== desk.viewer.id) {
          typists.hear(event.person, event.typing)
        }
        break
      case 'presence':
        people.value = event.people.filter(({ id }) => id !== desk.viewer.id)
        break
    }
  }

  watch(
    conversation,
    (there) => {
      mark(there?.deliveredUpTo, there?.readUpTo)
    },
    { immediate: true },
  )
  watch(desk.socket.state, (state) => {
    if (state !== 'open') {
      typists.clear()
      people.value = []
    }
  })
  onScopeDispose(() => {
    typists.clear()
  })

  return { deliveredUpTo, readUpTo, typing, people, hear }
}

/** Marks only go on: what is told over the one way may be older than what came over the other. */
function furthest(known: Marks, told: Marks = {}): Marks {
  const newer = Object.entries(told).filter(([id, sequence]) => sequence > (known[id] ?? 0))
  return newer.length === 0 ? known : { ...known, ...Object.fromEntries(newer) }
}
