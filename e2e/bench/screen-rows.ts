import { closeSync, openSync, readSync } from 'node:fs'
import type { Region } from '../support/framebuffer.ts'
import { openFramebuffer } from '../support/framebuffer.ts'

const BYTES_PER_PIXEL = 4
/** Bytes of a pixel in the X server's picture: blue, green, red, unused. */
const BLUE_AT = 0
const GREEN_AT = 1
const RED_AT = 2
/**
 * The colour of an ECG trace (#33e07a) over the ground (#0b1014), also where it covers half a
 * pixel; not that of hatches and their words (#22d3ee), nor of grey or white text.
 */
const LEAST_GREEN = 100
const MOST_BLUE_OF_GREEN = 0.8
const MOST_RED_OF_GREEN = 0.6

/** Looks for a trace in a few rows of the screen, a thousand times a second, without allocating. */
export interface ScreenRows {
  /** How many pixels of a region have the colour of a trace. Throws TypeError outside the screen. */
  tracePixels(region: Region): number
  close(): void
}

/** Opens the picture of a running Xvfb, as `openFramebuffer` does. */
export function openScreenRows(file: string): ScreenRows {
  const { width, height, pixelsAt, bytesPerLine } = layoutOf(file)
  const handle = openSync(file, 'r')
  let rows = Buffer.alloc(0)
  let open = true
  return {
    tracePixels(region) {
      const { x, y } = region
      if (x < 0 || y < 0 || x + region.width > width || y + region.height > height) {
        throw new TypeError("'region' lies outside the screen.")
      }
      const length = region.height * bytesPerLine
      if (rows.length < length) rows = Buffer.alloc(length)
      readSync(handle, rows, 0, length, pixelsAt + y * bytesPerLine)
      let found = 0
      for (let row = 0; row < region.height; row++) {
        let at = row * bytesPerLine + x * BYTES_PER_PIXEL
        for (let column = 0; column < region.width; column++, at += BYTES_PER_PIXEL) {
          const green = rows[at + GREEN_AT] ?? 0
          if (green < LEAST_GREEN) continue
          const blue = rows[at + BLUE_AT] ?? 0
          const red = rows[at + RED_AT] ?? 0
          if (blue < green * MOST_BLUE_OF_GREEN && red < green * MOST_RED_OF_GREEN) found++
        }
      }
      return found
    },
    close() {
      if (open) closeSync(handle)
      open = false
    },
  }
}

function layoutOf(file: string) {
  const picture = openFramebuffer(file)
  const { width, height, pixelsAt, bytesPerLine } = picture
  picture.close()
  return { width, height, pixelsAt, bytesPerLine }
}
