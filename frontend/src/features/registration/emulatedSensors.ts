import { allPages, answerOf, api, type Emulators } from '../../shared/api/api'
import { decimalOf, numberProblem } from '../../shared/decimals'
import type { ProblemsOf } from '../../shared/useCheckedForm'

export type EmulatedSensor = Emulators['schemas']['SensorView']
export type SensorPatch = Emulators['schemas']['SensorPatch']
export type Fault = EmulatedSensor['fault']

/** What is typed about a sensor; figures in the units that a person would use. */
export interface SensorForm {
  /** Seconds between two readings. */
  interval: string
  /** Per cent of the reading. */
  noise: string
  /** Added to each reading, in the sensor's unit. */
  offset: string
  fault: Fault
  paused: boolean
}

export const FAULTS: Record<Fault, string> = {
  none: 'None',
  stuck: 'Stuck: repeats its last value',
  spike: 'Spikes: one reading in twenty five times too high',
  drop: 'Drops: loses every other reading',
  skew: 'Skew: its clock is two minutes slow',
}

const MILLIS = 1000
const PERCENT = 100
const WIDEST_OFFSET = 1_000_000

export function listEmulatedSensors(server: string): Promise<EmulatedSensor[]> {
  return allPages((query) =>
    api.GET('/api/v1/emulators/sensors', { params: { query: { ...query, server } } }),
  )
}

/** Takes effect on the sensor's next reading. */
export function changeSensor(id: string, body: SensorPatch): Promise<EmulatedSensor> {
  return answerOf(api.PATCH('/api/v1/emulators/sensors/{id}', { params: { path: { id } }, body }))
}

/** A sensor as the form shows it. */
export function formOfSensor(sensor: EmulatedSensor): SensorForm {
  return {
    interval: plain(sensor.intervalMillis / MILLIS),
    noise: plain(sensor.noise * PERCENT),
    offset: plain(sensor.offset),
    fault: sensor.fault,
    paused: sensor.paused,
  }
}

/** What the platform would refuse, said before it is asked. */
export function problemsOfSensor(form: SensorForm): ProblemsOf<SensorForm> {
  const bounds = {
    interval: numberProblem(form.interval, 0.1, 3600),
    noise: numberProblem(form.noise, 0, PERCENT),
    offset: numberProblem(form.offset, -WIDEST_OFFSET, WIDEST_OFFSET),
  }
  return Object.fromEntries(Object.entries(bounds).filter(([, reason]) => reason !== undefined))
}

/** What is sent to the platform; the form must have no problems. */
export function patchOf(form: SensorForm): SensorPatch {
  return {
    intervalMillis: Math.round(decimalOf(form.interval) * MILLIS),
    noise: decimalOf(form.noise) / PERCENT,
    offset: decimalOf(form.offset),
    fault: form.fault,
    paused: form.paused,
  }
}

/** The field of the form that a field of the platform's refusal is about. */
export function sensorField(field: string): keyof SensorForm | undefined {
  const names: Record<string, keyof SensorForm> = {
    intervalMillis: 'interval',
    noise: 'noise',
    offset: 'offset',
  }
  return names[field]
}

/** Without the digits that a division by ten leaves behind. */
function plain(value: number): string {
  return String(Number(value.toPrecision(12)))
}
