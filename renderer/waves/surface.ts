import type { PaintSurface } from './context.ts'

/** Spacing and width of the hatch lines, CSS px (UI.md tokens). */
const HATCH_EVERY_PX = 11
const HATCH_LINE_PX = 1.5

function hatchPattern(
  context: OffscreenCanvasRenderingContext2D,
  colour: string,
  ratio: number,
): CanvasPattern | string {
  const every = Math.round(HATCH_EVERY_PX * ratio)
  const tile = new OffscreenCanvas(every, every)
  const pen = tile.getContext('2d')
  if (pen === null) return colour
  pen.fillStyle = colour
  pen.fillRect(0, 0, every, HATCH_LINE_PX * ratio)
  const pattern = context.createPattern(tile, 'repeat')
  pattern?.setTransform(new DOMMatrix().rotate(-45))
  return pattern ?? colour
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
