import type { PaintContext, PaintSurface } from '../context.ts'

/**
 * A surface without a canvas: rectangles and lines go into a grid of colour
 * names, pixel by pixel without anti-aliasing, words into a list. For tests.
 */
export interface Raster {
  readonly surface: PaintSurface
  readonly words: { readonly text: string; readonly x: number; readonly y: number }[]
  /** Number of line and rectangle calls, as a measure of work. */
  readonly calls: () => number
  /** Colour last drawn at a device pixel. */
  at(x: number, y: number): string
  /** Whether a colour is within `reach` pixels above or below (x, y). */
  near(x: number, y: number, colour: string, reach: number): boolean
  /** Whether a colour is anywhere in a pixel column between two heights. */
  column(x: number, top: number, bottom: number, colour: string): boolean
}

/** What `drawImage` copies: told apart from the plain surface. */
export const PICTURE = 'picture'
const TEXT_WIDTH_PER_PX = 0.55

/** Makes a raster of the size in device pixels. */
export function createRaster(width: number, height: number): Raster {
  const names: string[] = ['']
  const grid = new Uint8Array(width * height)
  const words: { text: string; x: number; y: number }[] = []
  let path: { x: number; y: number; line: boolean }[] = []
  let discs: { x: number; y: number; radius: number }[] = []
  let calls = 0

  function codeOf(colour: unknown): number {
    const name = String(colour)
    const known = names.indexOf(name)
    return known >= 0 ? known : names.push(name) - 1
  }
  function set(x: number, y: number, code: number): void {
    const column = Math.floor(x)
    const line = Math.floor(y)
    if (column >= 0 && column < width && line >= 0 && line < height) grid[line * width + column] = code
  }
  function fillArea(x: number, y: number, w: number, h: number, code: number): void {
    calls += 1
    for (let line = 0; line < h; line++)
      for (let column = 0; column < w; column++) set(x + column, y + line, code)
  }
  function fontPx(font: string): number {
    return Number(/(\d+)px/.exec(font)?.[1] ?? 0)
  }

  const context: PaintContext = {
    fillStyle: '',
    strokeStyle: '',
    lineWidth: 1,
    lineJoin: 'round',
    lineCap: 'butt',
    font: '',
    textAlign: 'start',
    textBaseline: 'alphabetic',
    fillRect(x, y, w, h) {
      fillArea(x, y, w, h, codeOf(context.fillStyle))
    },
    drawImage(...given: unknown[]) {
      const [, , , , , x, y, w, h] = given.map(Number)
      fillArea(x ?? 0, y ?? 0, w ?? 0, h ?? 0, codeOf(PICTURE))
    },
    fillText(text, x, y) {
      words.push({ text, x, y })
    },
    measureText(text) {
      const px = fontPx(context.font)
      return { width: text.length * px * TEXT_WIDTH_PER_PX } as TextMetrics
    },
    beginPath() {
      path = []
      discs = []
    },
    moveTo(x, y) {
      path.push({ x, y, line: false })
    },
    lineTo(x, y) {
      path.push({ x, y, line: true })
    },
    arc(x, y, radius) {
      discs.push({ x, y, radius })
    },
    fill() {
      const code = codeOf(context.fillStyle)
      for (const disc of discs) {
        for (let dy = -disc.radius; dy <= disc.radius; dy++) {
          for (let dx = -disc.radius; dx <= disc.radius; dx++) set(disc.x + dx, disc.y + dy, code)
        }
      }
    },
    stroke() {
      const code = codeOf(context.strokeStyle)
      let from = path[0]
      for (const to of path) {
        if (to.line && from !== undefined) {
          calls += 1
          const steps = Math.max(1, Math.ceil(Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y)) * 2))
          for (let step = 0; step <= steps; step++) {
            set(from.x + ((to.x - from.x) * step) / steps, from.y + ((to.y - from.y) * step) / steps, code)
          }
        }
        from = to
      }
    },
  }

  const at = (x: number, y: number) => names[grid[Math.floor(y) * width + Math.floor(x)] ?? 0] ?? ''
  return {
    surface: { context, hatch: (colour) => colour, picture: () => ({}) as CanvasImageSource },
    words,
    calls: () => calls,
    at,
    near(x, y, colour, reach) {
      for (let dy = -reach; dy <= reach; dy++) if (at(x, y + dy) === colour) return true
      return false
    },
    column(x, top, bottom, colour) {
      for (let y = top; y < bottom; y++) if (at(x, y) === colour) return true
      return false
    },
  }
}
