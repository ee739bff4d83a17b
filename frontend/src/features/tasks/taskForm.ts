import { now } from '../../shared/clock'
import { wholeOf } from '../../shared/decimals'
import { isoDuration, secondsOf } from '../../shared/durations'
import { fromField, toField } from '../../shared/timeField'
import type { TaskRequest } from './tasksApi'

/** What is typed into the form; figures and times stay text until they are sent. */
export interface TaskForm {
  name: string
  cores: string
  duration: string
  /** As fields of browsers have times; empty for at once. */
  earliestStart: string
  /** Whether there is only a part of that, which browsers keep to themselves. */
  earliestStartPartial: boolean
  deadline: string
  interruptible: boolean
  sites: string[]
  zones: string[]
  image: string
  /** One part in a line. */
  command: string
  /** One `NAME=value` in a line. */
  env: string
}

export type TaskProblems = Partial<Record<keyof TaskForm, string>>

const DAY_MILLIS = 86_400_000
const MINUTE_MILLIS = 60_000

// As the platform has them.
const LONGEST_NAME = 120
const MOST_CORES = 4_096
const SHORTEST_SECONDS = 60
const LONGEST_SECONDS = 7 * 86_400
const FARTHEST_MILLIS = 14 * DAY_MILLIS
const MOST_PARTS = 64
const LONGEST_PART = 4_000
const CONTROL = /\p{Cc}/u
const IMAGE = /^[a-z0-9][\w./:@-]{0,254}$/
const VARIABLE = /^[A-Za-z_]\w{0,127}$/

/** An hour of work that may wait until this time tomorrow. */
export function emptyForm(): TaskForm {
  const tomorrow = now() + DAY_MILLIS
  return {
    name: '',
    cores: '4',
    duration: '1 h',
    earliestStart: '',
    earliestStartPartial: false,
    deadline: toField(tomorrow - (tomorrow % MINUTE_MILLIS)),
    interruptible: false,
    sites: [],
    zones: [],
    image: '',
    command: '',
    env: '',
  }
}

/** What the platform would refuse, said before it is asked. */
export function problemsOf(form: TaskForm): TaskProblems {
  return { ...timeProblems(form), ...workProblems(form), ...containerProblems(form) }
}

function workProblems({ name, cores, duration }: TaskForm): TaskProblems {
  const problems: TaskProblems = {}
  const title = name.trim()
  if (title === '') {
    problems.name = 'Give it a name, to find it again.'
  } else if ([...title].length > LONGEST_NAME || CONTROL.test(title)) {
    problems.name = `At most ${LONGEST_NAME} printable characters.`
  }
  const count = wholeOf(cores)
  if (!(count >= 1 && count <= MOST_CORES)) {
    problems.cores = `A whole number from 1 to ${MOST_CORES}.`
  }
  const seconds = secondsOf(duration)
  if (Number.isNaN(seconds)) {
    problems.duration = 'Write it like 2 h 30 min or 90 min.'
  } else if (seconds < SHORTEST_SECONDS || seconds > LONGEST_SECONDS) {
    problems.duration = 'From one minute to seven days.'
  }
  return problems
}

function timeProblems(form: TaskForm): TaskProblems {
  const { earliestStart, earliestStartPartial, deadline, duration } = form
  const present = now()
  const end = fromField(deadline)
  if (Number.isNaN(end)) {
    return { deadline: 'Say until when it has to be done.' }
  }
  if (end <= present) {
    return { deadline: 'This is over already.' }
  }
  if (end > present + FARTHEST_MILLIS) {
    return { deadline: 'At most 14 days from now.' }
  }
  const start = earliestStart === '' ? present : fromField(earliestStart)
  if (Number.isNaN(start) || earliestStartPartial) {
    return { earliestStart: 'Give date and time, or leave it empty for at once.' }
  }
  if (start > end) {
    return { earliestStart: 'Not after the deadline.' }
  }
  // Said at either field, for only those that were changed tell what is wrong.
  return end - Math.max(start, present) < secondsOf(duration) * 1000
    ? {
        duration: 'Longer than there is until it has to be done.',
        deadline: 'Leaves less time than the task is expected to run.',
      }
    : {}
}

function containerProblems({ image, command, env }: TaskForm): TaskProblems {
  const problems: TaskProblems = {}
  const wanted = [image, command, env].some((text) => text.trim() !== '')
  if (wanted && !IMAGE.test(image.trim())) {
    problems.image = 'The name of an image, such as registry.example.org/train:1.4.'
  }
  if (!areParts(linesOf(command))) {
    problems.command = `At most ${MOST_PARTS} lines, each of at most ${LONGEST_PART} characters.`
  }
  const variables = variablesOf(env)
  const names = new Set(variables.map(([name]) => name))
  if (![...names].every((name) => VARIABLE.test(name))) {
    problems.env = 'Each line is NAME=value.'
  } else if (names.size < variables.length) {
    problems.env = 'Each name can be given once.'
  } else if (!areParts(variables.map(([, value]) => value))) {
    problems.env = `At most ${MOST_PARTS} lines, each value of at most ${LONGEST_PART} characters.`
  }
  return problems
}

function areParts(texts: readonly string[]): boolean {
  return texts.length <= MOST_PARTS && texts.every((text) => text.length <= LONGEST_PART)
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '')
}

/** A line without a sign has an empty name, which is refused. */
function variablesOf(text: string): [name: string, value: string][] {
  return linesOf(text).map((line) => {
    const sign = line.indexOf('=')
    return [line.slice(0, Math.max(0, sign)).trim(), line.slice(sign + 1)]
  })
}

/** What is sent to the platform; the form must have no problems. */
export function requestOf(form: TaskForm): TaskRequest {
  const image = form.image.trim()
  return {
    ...demandOf(form),
    name: form.name.trim(),
    ...(image !== '' && {
      container: {
        image,
        command: linesOf(form.command),
        env: Object.fromEntries(variablesOf(form.env)),
      },
    }),
  }
}

/** What the best times depend on; undefined while something of it can't be used. */
export function previewRequestOf(form: TaskForm): TaskRequest | undefined {
  const { cores, duration, deadline, earliestStart } = problemsOf(form)
  return [cores, duration, deadline, earliestStart].some((problem) => problem !== undefined)
    ? undefined
    : // The platform wants a name: it may have learned how long tasks of this one take.
      { ...demandOf(form), name: form.name.trim() || 'Preview' }
}

function demandOf(form: TaskForm): TaskRequest {
  return {
    cores: wholeOf(form.cores),
    expectedDuration: isoDuration(secondsOf(form.duration)),
    ...(form.earliestStart !== '' && { earliestStart: isoOf(form.earliestStart) }),
    deadline: isoOf(form.deadline),
    interruptible: form.interruptible,
    allowedSites: form.sites,
    allowedZones: form.zones,
  }
}

function isoOf(field: string): string {
  return new Date(fromField(field)).toISOString()
}

const FIELDS: Readonly<Record<string, keyof TaskForm>> = {
  name: 'name',
  cores: 'cores',
  expectedDuration: 'duration',
  earliestStart: 'earliestStart',
  deadline: 'deadline',
  allowedSites: 'sites',
  allowedZones: 'zones',
  'container.image': 'image',
  'container.command': 'command',
  'container.env': 'env',
}

/** The field of the form that a field of the platform's refusal is about. */
export function formField(field: string): keyof TaskForm | undefined {
  return FIELDS[field]
}
