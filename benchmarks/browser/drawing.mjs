/**
 * Notes in the page when lines of charts are drawn: uPlot strokes each as a Path2D, and everything
 * else without one.
 */
export function watchLines(page) {
  return page.addInitScript(() => {
    const lines = { drawn: 0, firstShownAt: undefined }
    window.benchLines = lines
    const { stroke } = CanvasRenderingContext2D.prototype
    CanvasRenderingContext2D.prototype.stroke = function strokeAndNote(...path) {
      stroke.apply(this, path)
      if (path.length > 0 && this.canvas.closest('figure') !== null) {
        lines.drawn++
        if (lines.drawn === 1) {
          // In the next frame, the one with the line has been handed over to be shown.
          requestAnimationFrame(() => (lines.firstShownAt = performance.now()))
        }
      }
    }
  })
}

/** Millis from the start of the navigation until the first line was shown. */
export async function firstLineShown(page) {
  const at = await page.waitForFunction(() => window.benchLines.firstShownAt)
  return at.jsonValue()
}

/** Begins to note frames, lines and tasks that kept the page from answering. */
export function beginWatching(page) {
  return page.evaluate(() => {
    const watched = {
      frames: 0,
      longest: 0,
      from: performance.now(),
      lines: window.benchLines?.drawn,
    }
    const count = () => {
      watched.frames++
      requestAnimationFrame(count)
    }
    requestAnimationFrame(count)
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        watched.longest = Math.max(watched.longest, duration)
      }
    }).observe({ type: 'longtask' })
    window.benchWatched = watched
  })
}

/** What has come since: frames a second, the longest task of over 50 ms in millis, lines drawn. */
export function watched(page) {
  return page.evaluate(() => {
    const { frames, longest, from, lines } = window.benchWatched
    return {
      fps: (frames * 1000) / (performance.now() - from),
      longestTask: longest,
      lines: window.benchLines === undefined ? 0 : window.benchLines.drawn - lines,
    }
  })
}
