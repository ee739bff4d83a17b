export const COMPARED_METRICS = ['power', 'co2', 'utilisation']

/** Opens the page that compares these servers, which has a chart for each of their metrics. */
export async function openComparison(page, { serverIds }) {
  await page.goto(`/compare?servers=${serverIds.join(',')}`)
  await page
    .locator('figure[data-metric] canvas')
    .nth(COMPARED_METRICS.length - 1)
    .waitFor()
}
