import { startOfDay } from '../../shared/days'
import { duration } from '../../shared/durations'
import { clockFormat, mass, share, timeOfDay } from '../../shared/format'
import { shownTimeZone } from '../../shared/preferences'
import { lookOf } from '../../shared/tasks/taskStates'
import type { Receipt, Task } from './tasksApi'

/** A time as a plan is read: weekday and minute. */
export function planTime(iso: string): string {
  return clockFormat({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(Date.parse(iso))
}

/**
 * What a plan saves against running at once, by the forecast; undefined where there is nothing to
 * compare, and for tasks that did not get done.
 */
export function forecastSavings(
  task: Pick<Task, 'state' | 'plannedEmissionsGrams' | 'baselineEmissionsGrams'>,
): number | undefined {
  const { plannedEmissionsGrams: planned, baselineEmissionsGrams: baseline } = task
  const counts = task.state === 'done' || lookOf(task.state).active
  return counts && typeof planned === 'number' && typeof baseline === 'number'
    ? baseline - planned
    : undefined
}

const SAME = 'the same'

/** How grams compare with those of an alternative: "32 g less (40 %)". */
export function comparedWith(grams: number, alternative: number): string {
  const less = alternative - grams
  const part = alternative > 0 ? ` (${share(Math.abs(less) / alternative)})` : ''
  if (isSame(grams, alternative)) {
    return SAME
  }
  return `${mass(Math.abs(less))} ${less > 0 ? 'less' : 'more'}${part}`
}

/** Whether they differ by less than a milligram or a thousandth. */
export function isSame(grams: number, alternative: number): boolean {
  return Math.abs(alternative - grams) < 0.001 * Math.max(1, alternative)
}

/** What a receipt is counted from: "emulated readings". */
export function readingsOf({ origins }: Pick<Receipt, 'origins'>): string {
  return origins?.length ? `${origins.join(' and ')} readings` : 'readings'
}

/** Said of a task that has no server. */
export function nowhere({ state }: Pick<Task, 'state'>): string {
  return lookOf(state).active ? 'Nowhere yet' : 'Nowhere'
}

/** From its first moment to its last, with how many pieces lie between. */
export function timesOf({ state, segments }: Pick<Task, 'state' | 'segments'>): string {
  const first = segments[0]
  const last = segments.at(-1)
  if (first === undefined || last === undefined) {
    return lookOf(state).active ? 'No times yet' : 'Never'
  }
  const pieces = segments.length > 1 ? `, in ${segments.length} pieces` : ''
  const [start, end] = [Date.parse(first.start), Date.parse(last.end)]
  const zone = shownTimeZone()
  const sameDay = startOfDay(start, zone) === startOfDay(end, zone)
  return `${planTime(first.start)} – ${sameDay ? timeOfDay(end, false) : planTime(last.end)}${pieces}`
}

/** How long it runs altogether. */
export function runTime(segments: Task['segments']): string {
  const millis = segments.reduce(
    (sum, { start, end }) => sum + Date.parse(end) - Date.parse(start),
    0,
  )
  return duration(millis / 1000)
}

/** Why it runs when and where it does, in one sentence. */
export function whyOf(task: Task, siteName: (id: string) => string): string {
  const { explanation, plannedEmissionsGrams: planned } = task
  if (!explanation || typeof planned !== 'number') {
    return lookOf(task.state).active
      ? 'It is planned as soon as a planner is there.'
      : 'It was never planned.'
  }
  const { runNow } = explanation
  if (!runNow) {
    return 'Begun at once it would have missed its deadline; this is the best that meets it.'
  }
  const atOnce = `${mass(runNow.grams)} at once at ${siteName(runNow.siteId)}`
  const compared = comparedWith(planned, runNow.grams)
  if (compared === SAME) {
    return 'To begin at once was the best: no other time or place was expected to cause less.'
  }
  const sentence = `There its electricity is expected to cause ${mass(planned)} rather than ${atOnce}: ${compared}.`
  return planned < runNow.grams
    ? sentence
    : `${sentence} Room is kept for other tasks, or the forecast has changed since.`
}
