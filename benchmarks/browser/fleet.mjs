const AT_ONCE = 8
const SERVERS_OF_A_SITE = 250

/**
 * External servers in sites of their own, registered for a measurement.
 *
 * @returns the sites, each with its ingest key and the names and ids of its servers
 */
export async function registerFleet(platform, name, servers) {
  const sites = []
  for (let first = 0; first < servers; first += SERVERS_OF_A_SITE) {
    const count = Math.min(SERVERS_OF_A_SITE, servers - first)
    sites.push(await registerSite(platform, `${name}-${sites.length + 1}`, count))
  }
  return sites
}

async function registerSite(platform, name, servers) {
  const site = await platform.post('/api/v1/sites', {
    name,
    gridZone: 'DE',
    latitude: 50.1,
    longitude: 8.7,
    pue: 1.3,
    electricityPricePerKwh: 0.2,
    currency: 'EUR',
  })
  const { ingestKey } = await platform.post(`/api/v1/sites/${site.id}/ingest-key`, {})
  const names = Array.from({ length: servers }, (_, index) => nameOf(name, index))
  const serverIds = new Array(servers)
  let next = 0
  const registering = async () => {
    while (next < servers) {
      const index = next++
      const server = await platform.post('/api/v1/servers', serverOf(site.id, names[index]))
      serverIds[index] = server.id
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, registering))
  return { key: ingestKey, names, serverIds }
}

/** Digits before it keep a name from being part of another. */
function nameOf(site, index) {
  return `${site}-${String(index + 1).padStart(4, '0')}`
}

function serverOf(siteId, name) {
  return {
    name,
    siteId,
    rack: 'bench',
    cores: 16,
    sensorMode: 'EXTERNAL',
    energy: { source: 'GRID', idleWatts: 50, peakWatts: 900, standbyWatts: 5 },
  }
}
