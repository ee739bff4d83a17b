import { beginWatching, firstLineShown, watched, watchLines } from './drawing.mjs'
import { COMPARED_METRICS, openComparison } from './comparison.mjs'

const SECONDS = 20

/** What opening the page still does is over by then. */
const SETTLING_MILLIS = 2_000

/** Three charts of twenty lines each, and a new value of each line every second. */
export async function measureLiveCharts({ visitor, report, compared }) {
  await visitor.withPage(async (page) => {
    await watchLines(page)
    await firstLineShown(page, () => openComparison(page, compared))
    await page.waitForTimeout(SETTLING_MILLIS)
    await beginWatching(page)
    await page.waitForTimeout(SECONDS * 1_000)
    const { fps, longestTask, lines } = await watched(page)
    const values = SECONDS * COMPARED_METRICS.length * compared.serverIds.length
    if (lines < values / 2) {
      throw new Error(`only ${lines} lines were drawn, where ${values} values came`)
    }
    report.atLeast('fps', fps, 50)
    report.atMost('longestTaskMillis', longestTask, 150)
    report.figure('linesDrawnPerSecond', lines / SECONDS)
  })
}
