const SHOWN = 'first line shown at '

/**
 * Notes in the page when lines of charts are drawn: uPlot strokes each as a Path2D, and everything
 * else without one. The first is told on the console, for which nothing is put into the page: whatever
 * else Playwright waits for there costs a page that is being loaded a fifth of a second.
 */
export function watchLines(page) {
  return page.addInitScript((shown) => {
    const lines = { drawn: 0 }
    window.benchLines = lines
    const { stroke } = CanvasRenderingContext2D.prototype
    CanvasRenderingContext2D.prototype.stroke = function strokeAndNote(...path) {
      stroke.apply(this, path)
      if (path.length > 0 && this.canvas.closest('figure') !== null) {
        lines.drawn++
        if (lines.drawn === 1) {
          // In the next frame, the one with the line has been handed over to be shown.
          requestAnimationFrame(() => console.debug(shown + performance.now()))
        }
      }
    }
  }, SHOWN)
}

/** Millis from the start of the navigation that an action begins until the first line was shown. */
export async function firstLineShown(page, navigate) {
  const told = page.waitForEvent('console', {
    predicate: (message) => message.text().startsWith(SHOWN),
  })
  await navigate()
  return Number((await told).text().slice(SHOWN.length))
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
