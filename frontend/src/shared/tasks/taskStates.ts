export type Tone = 'good' | 'busy' | 'bad' | 'quiet'

export interface StateLook {
  title: string
  tone: Tone
  /** Whether something is still to become of a task in this state. */
  active: boolean
}

/** What becomes of a task, in the order in which it may. */
export const STATES: Readonly<Record<string, StateLook>> = {
  submitted: { title: 'Submitted', tone: 'quiet', active: true },
  planned: { title: 'Planned', tone: 'quiet', active: true },
  running: { title: 'Running', tone: 'busy', active: true },
  paused: { title: 'Paused', tone: 'quiet', active: true },
  done: { title: 'Done', tone: 'good', active: false },
  failed: { title: 'Failed', tone: 'bad', active: false },
  cancelled: { title: 'Cancelled', tone: 'quiet', active: false },
  missed: { title: 'Missed', tone: 'bad', active: false },
  refused: { title: 'Refused', tone: 'bad', active: false },
}

/** A state that this page does not know yet is shown by its name. */
export function lookOf(state: string): StateLook {
  return STATES[state] ?? { title: state, tone: 'quiet', active: true }
}
