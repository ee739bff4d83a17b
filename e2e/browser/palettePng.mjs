import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const RGB = 2
const RGBA = 6
const INDEXED = 3
const MOST_COLOURS = 256

/** Makes a picture that Chromium took of a page smaller: a byte a pixel, from a palette. */
export function withPalette(png) {
  const { width, height, pixels } = decode(png)
  const { palette, indices } = reduce(pixels)
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y++) {
    indices.copy(rows, y * (width + 1) + 1, y * width, (y + 1) * width)
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, INDEXED], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => [colour >> 16, colour >> 8, colour]))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Colours of the pixels, one after another, as 0xRRGGBB. */
function decode(png) {
  const parts = []
  let head
  for (let at = SIGNATURE.length; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const type = png.toString('latin1', at + 4, at + 8)
    const data = png.subarray(at + 8, at + 8 + png.readUInt32BE(at))
    if (type === 'IHDR') {
      head = data
    } else if (type === 'IDAT') {
      parts.push(data)
    }
  }
  const [depth, type] = [head[8], head[9]]
  if (depth !== 8 || (type !== RGB && type !== RGBA)) {
    throw new Error(`a PNG of colour type ${type} with ${depth} bits is not what Chromium writes`)
  }
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)]
  const bytes = type === RGB ? 3 : 4
  const rows = unfiltered(inflateSync(Buffer.concat(parts)), width * bytes, height, bytes)
  const pixels = new Uint32Array(width * height)
  for (let pixel = 0; pixel < pixels.length; pixel++) {
    pixels[pixel] = rows.readUIntBE(pixel * bytes, 3)
  }
  return { width, height, pixels }
}

/** Undoes the filter that each row of a PNG names in its first byte. */
function unfiltered(filtered, length, height, bytes) {
  const rows = Buffer.alloc(length * height)
  for (let y = 0; y < height; y++) {
    const filter = filtered[y * (length + 1)]
    for (let x = 0; x < length; x++) {
      const at = y * length + x
      const left = x < bytes ? 0 : rows[at - bytes]
      const above = y === 0 ? 0 : rows[at - length]
      const corner = x < bytes || y === 0 ? 0 : rows[at - length - bytes]
      rows[at] = filtered[y * (length + 1) + 1 + x] + predicted(filter, left, above, corner)
    }
  }
  return rows
}

function predicted(filter, left, above, corner) {
  switch (filter) {
    case 1:
      return left
    case 2:
      return above
    case 3:
      return (left + above) >> 1
    case 4: {
      const sum = left + above - corner
      const [byLeft, byAbove, byCorner] = [left, above, corner].map((near) => Math.abs(sum - near))
      return byLeft <= byAbove && byLeft <= byCorner ? left : byAbove <= byCorner ? above : corner
    }
    default:
      return 0
  }
}

/**
 * Takes colours together that are alike, and then less alike, until a palette holds all. The most
 * frequent of them stands for the others, so that areas keep their colours.
 */
function reduce(pixels) {
  const counts = new Map()
  pixels.forEach((colour) => counts.set(colour, (counts.get(colour) ?? 0) + 1))
  const byCount = [...counts].sort(([, a], [, b]) => b - a).map(([colour]) => colour)
  for (let bits = 0; ; bits++) {
    const mask = 0x010101 * ((0xff << bits) & 0xff)
    const index = new Map()
    const palette = []
    for (const colour of byCount) {
      if (!index.has(colour & mask)) {
        index.set(colour & mask, palette.length)
        palette.push(colour)
      }
    }
    if (palette.length <= MOST_COLOURS) {
      return { palette, indices: Buffer.from(pixels.map((colour) => index.get(colour & mask))) }
    }
  }
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
