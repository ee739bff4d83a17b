import { clockFormat } from '../../shared/format'
import { layoutBars, type BarLayout, type Rectangle } from '../../shared/chart/bars'
import type { Choice, Preview } from './tasksApi'

/** A start that is drawn, with its grams as a bar. */
export interface StartBar {
  choice: Choice
  /** Whether it is what would be done without a planner. */
  runNow: boolean
  best: boolean
  bar: Rectangle
  label: { text: string; x: number } | undefined
}

export interface StartBars extends Pick<BarLayout, 'width' | 'height' | 'left' | 'lines'> {
  bars: StartBar[]
  /** Where the grams of run-now are; undefined where it would miss the deadline. */
  runNowY: number | undefined
}

const GAP = 1

/** Bars of grams for each hour in which a task could begin, with run-now before them. */
export function layoutStarts(
  { runNow, hours }: Pick<Preview, 'runNow' | 'hours'>,
  width: number,
  height: number,
): StartBars {
  const choices = runNow ? [runNow, ...hours] : hours
  const best = bestOf(hours)
  const layout = layoutBars(
    choices.map(({ grams }) => ({ label: '', now: grams, before: undefined })),
    width,
    height,
  )
  const bars = layout.slots.map((slot, index): StartBar => {
    const choice = choices[index] as Choice
    const first = index === 0 && Boolean(runNow)
    return {
      choice,
      runNow: first,
      best: !first && choice === best,
      bar: {
        x: slot.x,
        y: slot.now?.y ?? 0,
        width: Math.max(1, slot.width - GAP),
        height: slot.now?.height ?? 0,
      },
      label: slot.labelled
        ? { text: first ? 'Now' : hourOf(choice.start), x: slot.x + slot.width / 2 }
        : undefined,
    }
  })
  const { left, lines } = layout
  return { width, height, left, lines, bars, runNowY: runNow ? bars[0]?.bar.y : undefined }
}

/** The hour that adds least; of equals the first. */
export function bestOf(hours: readonly Choice[]): Choice | undefined {
  return hours.reduce<Choice | undefined>(
    (best, hour) => (best === undefined || hour.grams < best.grams ? hour : best),
    undefined,
  )
}

function hourOf(iso: string): string {
  return clockFormat({ hour: '2-digit', minute: '2-digit' }).format(Date.parse(iso))
}
