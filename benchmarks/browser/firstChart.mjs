import { firstLineShown, watchLines } from './drawing.mjs'
import { median } from './report.mjs'

const TIMES = 5

/** From the start of a navigation until a server's page shows its first line, cold and again. */
export async function measureFirstChart({ visitor, report, compared }) {
  const address = `/servers/${compared.serverIds[0]}`
  const cold = []
  const warm = []
  for (let time = 0; time < TIMES; time++) {
    await visitor.withPage(async (page) => {
      await watchLines(page)
      await page.goto(address)
      cold.push(await firstLineShown(page))
      await page.goto('about:blank')
      await page.goto(address)
      warm.push(await firstLineShown(page))
    })
  }
  report.atMost('firstChartColdMillis', median(cold), 1_500)
  report.atMost('firstChartWarmMillis', median(warm), 500)
}
