import { ref, type Ref } from 'vue'

import { download } from '../../shared/download'
import { tell, tellProblem } from '../../shared/toasts'
import { assign, claim, close, exportAddress, reopen, type Conversation } from './supportApi'
import type { SupportDesk } from './supportDesk'

export interface ConversationActions {
  busy: Readonly<Ref<boolean>>
  claim: () => Promise<void>
  close: () => Promise<void>
  reopen: () => Promise<void>
  /** Throws what the platform refuses. */
  handOver: (engineer: { id: string; name: string }) => Promise<void>
  export: () => Promise<void>
}

/** What can be done with a conversation; what goes wrong is told. */
export function useConversationActions(desk: SupportDesk, id: string): ConversationActions {
  const busy = ref(false)

  async function doing(action: () => Promise<void>): Promise<void> {
    busy.value = true
    try {
      await action()
    } catch (error) {
      tellProblem(error)
    } finally {
      busy.value = false
    }
  }

  async function taking(answer: Promise<Conversation>): Promise<void> {
    desk.take([await answer])
  }

  return {
    busy,
    claim: () => doing(() => taking(claim(id))),
    close: () =>
      doing(async () => {
        await taking(close(id))
        tell('The conversation is closed', () => taking(reopen(id)))
      }),
    reopen: () => doing(() => taking(reopen(id))),
    handOver: async (engineer) => {
      await taking(assign(id, engineer.id))
      tell(`${engineer.name} looks after it now`)
    },
    export: () =>
      doing(async () => {
        await download(exportAddress(id))
        tell('The download has begun')
      }),
  }
}
