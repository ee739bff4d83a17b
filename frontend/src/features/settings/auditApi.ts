import { answerOf, api, type Registry } from '../../shared/api/api'

export type Change = Registry['schemas']['AuditAnswer']
export type ChangePage = Registry['schemas']['PageAuditAnswer']

/** Which changes are shown; empty texts let all through. */
export interface AuditQuery {
  /** What they are about, as the part of an action before its dot. */
  action: string
  /** Id of who made them. */
  actor: string
  /** Part of a name or a detail. */
  q: string
}

/** One page, newest first. */
export function changesOf(
  query: AuditQuery,
  cursor: string | undefined,
  limit: number,
): Promise<ChangePage> {
  const asked = Object.fromEntries(Object.entries(query).filter(([, text]) => text !== ''))
  return answerOf(
    api.GET('/api/v1/audit', { params: { query: { ...asked, limit, ...(cursor && { cursor }) } } }),
  )
}
