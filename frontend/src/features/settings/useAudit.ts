import { ref, shallowRef, type Ref } from 'vue'

import { messageOf } from '../../shared/api/apiError'
import { changesOf, type AuditQuery, type Change } from './auditApi'

const PAGE = 100

/** As many as a table has that somebody takes away. */
export const MOST_EXPORTED = 10_000
const EXPORT_PAGE = 1000

export interface Audit {
  changes: Readonly<Ref<readonly Change[]>>
  /** Whether the first page is there. */
  loaded: Readonly<Ref<boolean>>
  /** Whether there is nothing older. */
  complete: Readonly<Ref<boolean>>
  busy: Readonly<Ref<boolean>>
  problem: Readonly<Ref<string>>
  /** Begins anew with what a query lets through. */
  begin: (query: AuditQuery) => Promise<void>
  /** Adds the next page, if there is one. */
  more: () => Promise<void>
  /** The newest of what the query lets through, for a file. */
  all: () => Promise<Change[]>
}

/** The audit log, page after page. */
export function useAudit(): Audit {
  const changes = shallowRef<readonly Change[]>([])
  const loaded = ref(false)
  const complete = ref(false)
  const busy = ref(false)
  const problem = ref('')
  let query: AuditQuery = { action: '', actor: '', q: '' }
  let cursor: string | undefined
  /** Answers to a query that was changed meanwhile are of no use. */
  let round = 0

  async function begin(asked: AuditQuery): Promise<void> {
    query = asked
    round++
    changes.value = []
    cursor = undefined
    complete.value = false
    loaded.value = false
    await fetchPage()
  }

  async function more(): Promise<void> {
    if (!busy.value && !complete.value && loaded.value) {
      await fetchPage()
    }
  }

  async function fetchPage(): Promise<void> {
    const mine = round
    busy.value = true
    problem.value = ''
    try {
      const page = await changesOf(query, cursor, PAGE)
      if (mine === round) {
        changes.value = [...changes.value, ...page.items]
        cursor = page.nextCursor ?? undefined
        complete.value = cursor === undefined
        loaded.value = true
      }
    } catch (error) {
      if (mine === round) {
        problem.value = messageOf(error)
      }
    } finally {
      if (mine === round) {
        busy.value = false
      }
    }
  }

  async function all(): Promise<Change[]> {
    // What is asked for meanwhile is another list, and a cursor leads on in its own.
    const asked = query
    const found: Change[] = []
    let next: string | undefined
    do {
      const page = await changesOf(asked, next, EXPORT_PAGE)
      found.push(...page.items)
      next = page.nextCursor ?? undefined
    } while (next !== undefined && found.length < MOST_EXPORTED)
    return found
  }

  return { changes, loaded, complete, busy, problem, begin, more, all }
}
