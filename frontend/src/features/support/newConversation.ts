import type { LocationQuery, LocationQueryValue } from 'vue-router'

import type { TimeRange } from '../../shared/timerange/timeRange'

/** What somebody who asks for help was looking at. */
export interface Subject {
  serverId: string
  /** What its charts showed; undefined where they showed none. */
  range: TimeRange | undefined
}

/** The address of the form for a new conversation, about a server where one is given. */
export function newConversationQuery(subject?: Subject): Record<string, string> {
  return {
    new: '1',
    ...(subject && { server: subject.serverId }),
    ...(subject?.range && {
      from: new Date(subject.range.from).toISOString(),
      to: new Date(subject.range.to).toISOString(),
    }),
  }
}

/** What an address says that a new conversation is about. */
export function subjectOf(query: LocationQuery): Subject | undefined {
  const serverId = single(query['server'])
  const from = Date.parse(single(query['from']) ?? '')
  const to = Date.parse(single(query['to']) ?? '')
  return serverId === undefined
    ? undefined
    : { serverId, range: from < to ? { from, to } : undefined }
}

function single(value: LocationQueryValue | LocationQueryValue[] | undefined): string | undefined {
  return (Array.isArray(value) ? value[0] : value) ?? undefined
}
