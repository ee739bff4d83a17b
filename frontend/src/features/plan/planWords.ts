import { duration } from '../../shared/durations'
import { clockFormat, counted } from '../../shared/format'
import { lookOf } from '../../shared/tasks/taskStates'
import type { Piece } from './lanes'

export function pieceTime(millis: number): string {
  const style = { weekday: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' } as const
  return clockFormat(style).format(millis)
}

/** What a bar stands for, for who can't see it or points at it. */
export function pieceInWords({ task, start, end }: Piece, serverName: string): string {
  const state = lookOf(task.state).title.toLowerCase()
  const where = `${counted(task.cores, 'core')} on ${serverName}`
  const length = duration((end - start) / 1000)
  return `${task.name}, ${state}, ${where}, ${pieceTime(start)} to ${pieceTime(end)}, ${length}`
}
