import { closeSync, openSync, readSync } from 'node:fs'

/** A rectangle in screen pixels. */
export interface Region {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Pixels of a region as the X server holds them: four bytes each, blue, green, red, unused. */
export interface Pixels {
  readonly region: Region
  readonly bytes: Uint8Array
}

/** Reads what is really on the screen, past everything that the app believes it has drawn. */
export interface Framebuffer {
  readonly width: number
  readonly height: number
  /** Where the first pixel lies in the file, and how far one line is from the next, in bytes. */
  readonly pixelsAt: number
  readonly bytesPerLine: number
  /** Throws TypeError for a region outside the screen. */
  read(region: Region): Pixels
  close(): void
}

/** XWD file header, all fields 32 bits, most significant byte first (XWDFile.h): byte offsets. */
const HEADER = {
  headerBytes: 0,
  width: 16,
  height: 20,
  bitsPerPixel: 44,
  bytesPerLine: 48,
  colours: 76,
  length: 100,
} as const
const COLOUR_BYTES = 12
const BYTES_PER_PIXEL = 4

/** Opens the picture file of a running Xvfb (`-fbdir`). The file always shows the present picture. */
export function openFramebuffer(file: string): Framebuffer {
  const handle = openSync(file, 'r')
  const header = Buffer.alloc(HEADER.length)
  readSync(handle, header, 0, header.length, 0)
  const field = (name: keyof typeof HEADER) => header.readUInt32BE(HEADER[name])
  if (field('bitsPerPixel') !== BYTES_PER_PIXEL * 8) {
    closeSync(handle)
    throw new TypeError("'file' is not the picture of a display with 32 bits per pixel.")
  }
  const width = field('width')
  const height = field('height')
  const bytesPerLine = field('bytesPerLine')
  const pixelsAt = field('headerBytes') + field('colours') * COLOUR_BYTES
  let open = true
  return {
    width,
    height,
    pixelsAt,
    bytesPerLine,
    read(region) {
      const { x, y } = region
      if (x < 0 || y < 0 || x + region.width > width || y + region.height > height) {
        throw new TypeError("'region' lies outside the screen.")
      }
      const lines = Buffer.alloc(region.height * bytesPerLine)
      readSync(handle, lines, 0, lines.length, pixelsAt + y * bytesPerLine)
      const rowBytes = region.width * BYTES_PER_PIXEL
      const bytes = new Uint8Array(region.height * rowBytes)
      for (let row = 0; row < region.height; row++) {
        const from = row * bytesPerLine + x * BYTES_PER_PIXEL
        bytes.set(lines.subarray(from, from + rowBytes), row * rowBytes)
      }
      return { region, bytes }
    },
    close() {
      if (open) closeSync(handle)
      open = false
    },
  }
}

/** How many pixels differ between two pictures of the same region. */
export function changedPixels(before: Pixels, after: Pixels): number {
  let changed = 0
  for (let at = 0; at < before.bytes.length; at += BYTES_PER_PIXEL) {
    const same =
      before.bytes[at] === after.bytes[at] &&
      before.bytes[at + 1] === after.bytes[at + 1] &&
      before.bytes[at + 2] === after.bytes[at + 2]
    if (!same) changed++
  }
  return changed
}

/** Whether any pixel of a picture has exactly this colour (`#rrggbb`). */
export function hasColour(pixels: Pixels, colour: string): boolean {
  const wanted = Number.parseInt(colour.slice(1), 16)
  const view = new DataView(pixels.bytes.buffer)
  for (let at = 0; at < pixels.bytes.length; at += BYTES_PER_PIXEL) {
    if ((view.getUint32(at, true) & 0xffffff) === wanted) return true
  }
  return false
}

/** How many different colours a picture holds: one means nothing is drawn. */
export function colourCount(pixels: Pixels): number {
  const view = new DataView(pixels.bytes.buffer)
  const seen = new Set<number>()
  for (let at = 0; at < pixels.bytes.length; at += BYTES_PER_PIXEL) seen.add(view.getUint32(at) >>> 8)
  return seen.size
}
