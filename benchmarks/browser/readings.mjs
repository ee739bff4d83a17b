const SECOND = 1_000
/** The platform takes 50,000 in a request. */
const MOST_READINGS = 20_000

/** What a sensor reads at a time: a wave with some noise, each server in a phase of its own. */
export function valueOf(metric, server, time) {
  const wave = 0.5 + 0.35 * Math.sin(time / 90_000 + server) + 0.1 * Math.random()
  return { power: 50 + 850 * wave, co2: 40 * wave * 10, utilisation: wave }[metric]
}

/** Sends readings of the last so many seconds, one a second. */
export async function sendPast(platform, sites, metrics, seconds) {
  const now = Date.now()
  for (const site of sites) {
    const ofSecond = site.serverIds.length * metrics.length
    const atOnce = Math.max(1, Math.floor(MOST_READINGS / ofSecond))
    for (let ago = seconds; ago > 0; ago -= atOnce) {
      const seconds = Array.from({ length: Math.min(atOnce, ago) }, (_, later) => ago - later)
      const readings = seconds.flatMap((second) => readingsAt(site, metrics, now - second * SECOND))
      await platform.postReadings(site.key, readings)
    }
  }
}

/**
 * Sends a reading of each sensor every second until it is stopped.
 *
 * @returns what stops it, and fails where sending has failed
 */
export function sendEverySecond(platform, sites, metrics) {
  let going = true
  const done = Promise.all(
    sites.map(async (site) => {
      for (let due = Date.now(); going; due = Math.max(Date.now(), due + SECOND)) {
        await new Promise((resolve) => setTimeout(resolve, due - Date.now()))
        await platform.postReadings(site.key, readingsAt(site, metrics, Date.now()))
      }
    }),
  )
  // Told to whoever stops it; until then it must not end the process.
  done.catch(() => {})
  return () => {
    going = false
    return done
  }
}

function readingsAt(site, metrics, timestamp) {
  return site.serverIds.flatMap((serverId, server) =>
    metrics.map((metric) => ({
      serverId,
      metric,
      timestamp,
      value: valueOf(metric, server, timestamp),
    })),
  )
}
