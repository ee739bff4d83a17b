import { geoNaturalEarth1, geoPath, type GeoPermissibleObjects } from 'd3-geo'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import landAddress from 'world-atlas/land-110m.json?url'

export interface MapSize {
  width: number
  height: number
}

/** In the units of the drawing: on a phone fewer of them fill the width, so that names can be read. */
export const DESK: MapSize = { width: 960, height: 480 }
export const PHONE: MapSize = { width: 420, height: 320 }

/** Room between the outermost site and the edge of the map, of its width. */
const MARGIN = 0.075

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
  /** The name, or as much of it as there is room for. */
  label: string
  /** Where it is written: beside the dot, moved out of the way of others. */
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
  { width, height }: MapSize,
): WorldMap {
  const margin = whole ? 4 : MARGIN * width
  const projection = geoNaturalEarth1().fitExtent(
    [
      [margin, margin],
      [width - margin, height - margin],
    ],
    whole || places.length === 0 ? { type: 'Sphere' } : frameOf(places),
  )
  projection.clipExtent([
    [0, 0],
    [width, height],
  ])
  const sites = places.flatMap(({ id, name, latitude, longitude }) => {
    const at = projection([longitude, latitude])
    return at === null ? [] : [{ id, name, x: at[0], y: at[1] }]
  })
  return { land: geoPath(projection).digits(1)(land) ?? '', sites: label(sites, { width, height }) }
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
/** From the middle of a dot to its name, and to where other names may be. */
const DOT = 12
const DOT_RADIUS = 9

/** A name may take this much of the map's width: less than half, so that it fits on one side. */
const MOST_OF_WIDTH = 0.4

interface Box {
  left: number
  right: number
  y: number
}

/** Writes each name beside its dot, or the fewest lines above or below where it is in no one's way. */
function label(
  sites: readonly { id: string; name: string; x: number; y: number }[],
  size: MapSize,
): PlacedSite[] {
  const taken: Box[] = sites.map(({ x, y }) => ({ left: x - DOT_RADIUS, right: x + DOT_RADIUS, y }))
  return sites
    .toSorted((a, b) => a.y - b.y)
    .map((site) => {
      const text = shortened(site.name, size)
      const width = text.length * CHARACTER_WIDTH
      const labelLeft = site.x + DOT + width > size.width
      const left = labelLeft ? site.x - DOT - width : site.x + DOT
      const free = linesFrom(site.y, size).find(
        (y) => !taken.some((box) => isIn(box, left, width, y)),
      )
      const labelY = free ?? onMap(site.y, size)
      taken.push({ left, right: left + width, y: labelY })
      return { ...site, label: text, labelX: site.x + (labelLeft ? -DOT : DOT), labelY, labelLeft }
    })
}

/** The lines on the map from the nearest to the farthest. */
function linesFrom(y: number, size: MapSize): number[] {
  const lines: number[] = []
  for (let away = 0; away < size.height; away += LINE_HEIGHT) {
    lines.push(y + away, y - away)
  }
  return [onMap(y, size), ...lines.filter((line) => line === onMap(line, size))]
}

function onMap(y: number, { height }: MapSize): number {
  return Math.min(Math.max(y, LINE_HEIGHT / 2), height - LINE_HEIGHT / 2)
}

function isIn(box: Box, left: number, width: number, y: number): boolean {
  return Math.abs(box.y - y) < LINE_HEIGHT && box.left < left + width && left < box.right
}

function shortened(name: string, { width }: MapSize): string {
  const most = Math.floor((MOST_OF_WIDTH * width) / CHARACTER_WIDTH)
  return name.length > most ? `${name.slice(0, most - 1).trimEnd()}…` : name
}
