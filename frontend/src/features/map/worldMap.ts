import { geoNaturalEarth1, geoPath, type GeoPermissibleObjects } from 'd3-geo'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import landAddress from 'world-atlas/land-110m.json?url'

export const WIDTH = 960
export const HEIGHT = 480

/** Room between the outermost site and the edge of the map. */
const MARGIN = 70

/** However close the sites are, this much of the world is around them, in degrees. */
const LEAST_DEGREES = 16

export interface Place {
  id: string
  name: string
  latitude: number
  longitude: number
}

export interface PlacedSite {
  id: string
  name: string
  x: number
  y: number
  /** Where the name is written: beside the dot, moved out of the way of others. */
  labelX: number
  labelY: number
  labelLeft: boolean
}

export interface WorldMap {
  /** The outline of the land, as the path of an SVG. */
  land: string
  sites: PlacedSite[]
}

/** Outlines of Natural Earth at 1:110 million, from this page's own origin. */
export async function fetchLand(): Promise<GeoPermissibleObjects> {
  const answer = await fetch(landAddress)
  const topology = (await answer.json()) as Topology<{ land: GeometryCollection }>
  return feature(topology, topology.objects.land)
}

/** Draws the whole world, or the part of it that the sites are in. */
export function drawMap(
  land: GeoPermissibleObjects,
  places: readonly Place[],
  whole: boolean,
): WorldMap {
  const margin = whole ? 4 : MARGIN
  const projection = geoNaturalEarth1().fitExtent(
    [
      [margin, margin],
      [WIDTH - margin, HEIGHT - margin],
    ],
    whole || places.length === 0 ? { type: 'Sphere' } : frameOf(places),
  )
  projection.clipExtent([
    [0, 0],
    [WIDTH, HEIGHT],
  ])
  const sites = places.flatMap(({ id, name, latitude, longitude }) => {
    const at = projection([longitude, latitude])
    return at === null ? [] : [{ id, name, x: at[0], y: at[1] }]
  })
  return { land: geoPath(projection).digits(1)(land) ?? '', sites: label(sites) }
}

function frameOf(places: readonly Place[]): GeoPermissibleObjects {
  const around = (values: number[]): [number, number] => {
    const lowest = Math.min(...values)
    const highest = Math.max(...values)
    const missing = Math.max(0, LEAST_DEGREES - (highest - lowest)) / 2
    return [lowest - missing, highest + missing]
  }
  const [west, east] = around(places.map(({ longitude }) => longitude))
  const [south, north] = around(places.map(({ latitude }) => latitude))
  const [bottom, top] = [Math.max(south, -89), Math.min(north, 89)]
  return {
    type: 'MultiPoint',
    coordinates: [
      [west, bottom],
      [west, top],
      [east, bottom],
      [east, top],
    ],
  }
}

const LINE_HEIGHT = 16
const CHARACTER_WIDTH = 7.5
const DOT = 12

/** Writes each name beside its dot, one line further down for as long as another is in the way. */
function label(sites: readonly { id: string; name: string; x: number; y: number }[]): PlacedSite[] {
  const taken: { left: number; right: number; y: number }[] = []
  return sites
    .toSorted((a, b) => a.y - b.y)
    .map((site) => {
      const width = site.name.length * CHARACTER_WIDTH
      const labelLeft = site.x + DOT + width > WIDTH
      const left = labelLeft ? site.x - DOT - width : site.x + DOT
      let y = site.y
      while (
        taken.some(
          (other) =>
            Math.abs(other.y - y) < LINE_HEIGHT && other.left < left + width && left < other.right,
        )
      ) {
        y += LINE_HEIGHT
      }
      taken.push({ left, right: left + width, y })
      return {
        ...site,
        labelX: labelLeft ? site.x - DOT : site.x + DOT,
        labelY: y,
        labelLeft,
      }
    })
}
