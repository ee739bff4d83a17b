import { firstLineShown, watchLines } from './drawing.mjs'
import { median } from './report.mjs'

const TIMES = 5

/**
 * From the start of a navigation until a server's page shows its first line: with nothing in the
 * cache, and warm, as for somebody who has had it open before. Chromium compiles scripts for good
 * the second time it loads them, so warm is the third.
 */
export async function measureFirstChart({ visitor, report, compared }) {
  const address = `/servers/${compared.serverIds[0]}`
  const cold = []
  const warm = []
  for (let time = 0; time < TIMES; time++) {
    await visitor.withPage(async (page) => {
      await watchLines(page)
      cold.push(await firstLineShown(page, () => page.goto(address)))
      await firstLineShown(page, () => page.reload())
      warm.push(await firstLineShown(page, () => page.reload()))
    })
  }
  report.atMost('firstChartColdMillis', median(cold), 1_500)
  report.atMost('firstChartWarmMillis', median(warm), 500)
}
