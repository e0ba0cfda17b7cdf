import type { PaintSurface } from './context.ts'

/** Spacing along a row and width of the hatch lines, CSS px (UI.md tokens). */
const HATCH_EVERY_PX = 11
const HATCH_LINE_PX = 1.5

/** A tile that repeats without a seam: the diagonal, and its two neighbours where they cut the corners. */
function hatchPattern(
  context: OffscreenCanvasRenderingContext2D,
  colour: string,
  ratio: number,
): CanvasPattern | string {
  const every = Math.round(HATCH_EVERY_PX * ratio)
  const tile = new OffscreenCanvas(every, every)
  const pen = tile.getContext('2d')
  if (pen === null) return colour
  pen.strokeStyle = colour
  pen.lineWidth = HATCH_LINE_PX * ratio
  pen.beginPath()
  for (const shift of [-every, 0, every]) {
    pen.moveTo(shift - every, 2 * every)
    pen.lineTo(shift + 2 * every, -every)
  }
  pen.stroke()
  return context.createPattern(tile, 'repeat') ?? colour
}

/** Wraps an OffscreenCanvas for the painter, opaque. Out: null if it gives no 2D context. */
export function createSurface(canvas: OffscreenCanvas): PaintSurface | null {
  const context = canvas.getContext('2d', { alpha: false })
  if (context === null) return null
  return {
    context,
    hatch: (colour, ratio) => hatchPattern(context, colour, ratio),
    picture(width, height, draw) {
      const picture = new OffscreenCanvas(Math.max(1, width), Math.max(1, height))
      const pen = picture.getContext('2d', { alpha: false })
      if (pen === null) return picture
      draw(pen)
      return picture.transferToImageBitmap()
    },
  }
}
