import { createApp, h, nextTick, ref } from 'vue'

import { SeriesWindow } from '../../../frontend/src/shared/chart/seriesWindow'
import TimeChart from '../../../frontend/src/shared/chart/TimeChart.vue'
import { useChartClock } from '../../../frontend/src/shared/chart/useChartClock'
import { installVuetify } from '../../../frontend/src/theme/vuetify'

import '../../../frontend/src/styles/base.css'

const SECOND = 1_000
const COLOUR = [9, 105, 218]

/** Draws a chart of so many readings anew, and answers the millis until it was on its canvas. */
window.drawChart = async (points) => {
  const from = Date.now() - points * SECOND
  const series = new SeriesWindow(points + 1)
  for (let second = 0; second < points; second++) {
    series.append(from + second * SECOND, reading(second))
  }
  const app = chartOf(series, { from, to: from + points * SECOND })
  const begun = performance.now()
  app.mount('#app')
  // The chart gathers what is to be drawn until the next microtask.
  await nextTick()
  const pixels = pixelsOfChart()
  const millis = performance.now() - begun
  app.unmount()
  const drawn = countInColour(pixels)
  if (drawn < 1_000) {
    throw new Error(`the line covers ${drawn} pixels only: it was not drawn`)
  }
  return millis
}

function chartOf(series, range) {
  const app = createApp({
    setup() {
      const clock = useChartClock(ref(range), ref(false))
      return () =>
        h(TimeChart, {
          data: series,
          lines: [{ label: 'Power', colour: `rgb(${COLOUR.join()})` }],
          clock,
          version: 1,
          divisor: 1,
          description: 'Power',
        })
    },
  })
  installVuetify(app)
  return app
}

/** A day's wave under noise, so that every pixel has a line of its own. */
function reading(second) {
  return 400 + 250 * Math.sin(second / 13_750) + 60 * Math.sin(second * 12.9898)
}

/** Reading the canvas waits until everything is drawn on it. */
function pixelsOfChart() {
  const canvas = document.querySelector('canvas')
  return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
}

function countInColour(pixels) {
  let count = 0
  for (let at = 0; at < pixels.length; at += 4) {
    if (COLOUR.every((part, index) => pixels[at + index] === part)) {
      count++
    }
  }
  return count
}
