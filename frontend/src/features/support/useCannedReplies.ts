import { ref, shallowRef, type Ref } from 'vue'

import { messageOf } from '../../shared/api/apiError'
import {
  addCannedReply,
  changeCannedReply,
  deleteCannedReply,
  listCannedReplies,
  type CannedReply,
  type CannedReplyForm,
} from './supportApi'

export interface CannedReplies {
  /** By title; undefined until they are there. */
  replies: Readonly<Ref<readonly CannedReply[] | undefined>>
  problem: Readonly<Ref<string>>
  load: () => Promise<void>
  /** Adds one, or changes the one with the id; throws what the platform refuses. */
  save: (form: CannedReplyForm, id?: string) => Promise<void>
  /** Throws what the platform refuses. */
  remove: (id: string) => Promise<void>
}

/** What engineers say often. */
export function useCannedReplies(): CannedReplies {
  const replies = shallowRef<readonly CannedReply[]>()
  const problem = ref('')

  async function load(): Promise<void> {
    problem.value = ''
    try {
      replies.value = await listCannedReplies()
    } catch (error) {
      problem.value = messageOf(error)
    }
  }

  async function save(form: CannedReplyForm, id?: string): Promise<void> {
    await (id === undefined ? addCannedReply(form) : changeCannedReply(id, form))
    await load()
  }

  async function remove(id: string): Promise<void> {
    await deleteCannedReply(id)
    await load()
  }

  return { replies, problem, load, save, remove }
}
