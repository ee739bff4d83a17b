import { lookOf } from '../../shared/tasks/taskStates'
import type { Task } from './tasksApi'

/** Something that happened to a task, or is planned to. */
export interface TaskEvent {
  at: string
  title: string
  /** Where, if it is about a server. */
  serverId?: string
  note?: string
  /** Whether it is still to come. */
  ahead: boolean
}

/** Whether it has ended and ran before that: of no other task there is a receipt. */
export function hasRun({ segments, endedAt }: Task): boolean {
  const end = Date.parse(endedAt ?? '')
  return segments.some(({ start }) => Date.parse(start) < end)
}

/** What has become of a task and is planned to, in the order of time. */
export function historyOf(task: Task, now: number): TaskEvent[] {
  const events: TaskEvent[] = [{ at: task.submittedAt, title: 'Submitted', ahead: false }]
  if (task.explanation) {
    events.push({ at: task.explanation.plannedAt, title: 'Planned', ahead: false })
  }
  events.push(...task.segments.flatMap((_, index) => eventsOf(task, index, now)))
  if (task.endedAt) {
    events.push({
      at: task.endedAt,
      title: lookOf(task.state).title,
      ahead: false,
      ...(task.reason && { note: task.reason }),
    })
  }
  return events.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
}

function eventsOf(task: Task, index: number, now: number): TaskEvent[] {
  const { serverId, start, end } = task.segments[index] as Task['segments'][number]
  const last = index === task.segments.length - 1
  const events: TaskEvent[] = [
    { at: start, title: index === 0 ? 'Begins' : 'Goes on', serverId, ahead: isAhead(start, now) },
  ]
  if (!last) {
    events.push({ at: end, title: 'Pauses', ahead: isAhead(end, now) })
  } else if (!task.endedAt) {
    events.push({ at: end, title: 'Is expected to end', ahead: true })
  }
  return events
}

const MARGIN_MILLIS = 5 * 60_000

/** The range of a server's chart that shows a run and what was around it; live while it runs. */
export function chartQuery(
  { start, end }: Task['segments'][number],
  now: number,
): Record<string, string> {
  const from = new Date(Date.parse(start) - MARGIN_MILLIS).toISOString()
  return isAhead(end, now)
    ? { from, to: 'now', live: '1' }
    : { from, to: new Date(Date.parse(end) + MARGIN_MILLIS).toISOString() }
}

function isAhead(iso: string, now: number): boolean {
  return Date.parse(iso) > now
}
