import type { PaintContext, PaintSurface } from './context.ts'
import type { RowGeometry } from './geometry.ts'
import type { WaveTheme } from './types.ts'

export const FONT_FAMILY = '"IBM Plex Sans Variable", "IBM Plex Sans Arabic", sans-serif'

/** What lies under a trace: surface, scale lines (device px from the top of the row) and the word of simulated data. */
export interface Backdrop {
  readonly geometry: RowGeometry
  readonly guidesY: readonly number[]
  readonly simulated: boolean
}

const DASH_PX = 2
const DASH_EVERY_PX = 6
/** The word must be readable beside a line through it: as tall as the row allows, at most this, CSS px. */
const WORD_HEIGHT_PX = 64
const WORD_SHARE_OF_HEIGHT = 0.85
const WORD_SHARE_OF_WIDTH = 0.9

function drawWord(context: PaintContext, backdrop: Backdrop, theme: WaveTheme): void {
  const { width, height, scale } = backdrop.geometry
  let size = Math.min(WORD_HEIGHT_PX * scale, height * WORD_SHARE_OF_HEIGHT)
  context.font = `600 ${Math.round(size)}px ${FONT_FAMILY}`
  const wide = context.measureText(theme.words.simulated).width
  if (wide > width * WORD_SHARE_OF_WIDTH) size *= (width * WORD_SHARE_OF_WIDTH) / wide
  context.font = `600 ${Math.round(size)}px ${FONT_FAMILY}`
  context.fillStyle = theme.simulated
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(theme.words.simulated, width / 2, height / 2)
}

/** Paints a backdrop at the origin of a picture of the row's size. */
export function drawBackdrop(context: PaintContext, backdrop: Backdrop, theme: WaveTheme): void {
  const { geometry, guidesY } = backdrop
  const { width, height, scale } = geometry
  context.fillStyle = theme.surface
  context.fillRect(0, 0, width, height)
  context.fillStyle = theme.guide
  const thick = Math.max(1, Math.floor(scale))
  const start = geometry.traceLeft - geometry.left
  for (const y of guidesY) {
    for (let x = start; x < start + geometry.columns; x += DASH_EVERY_PX * scale) {
      context.fillRect(Math.round(x), Math.round(y), Math.round(DASH_PX * scale), thick)
    }
  }
  if (backdrop.simulated) drawWord(context, backdrop, theme)
}

/** Pictures of backdrops: rows that look the same share one. */
export function createBackdrops(surface: PaintSurface, theme: WaveTheme) {
  const pictures = new Map<string, CanvasImageSource | null>()
  return {
    /** The picture to copy slices from, or null where the plain surface colour is all there is. */
    pictureOf(backdrop: Backdrop): CanvasImageSource | null {
      if (!backdrop.simulated && backdrop.guidesY.length === 0) return null
      const { width, height, traceLeft, left, columns } = backdrop.geometry
      const key = [width, height, traceLeft - left, columns, backdrop.simulated, ...backdrop.guidesY].join(
        ' ',
      )
      let picture = pictures.get(key)
      if (picture === undefined) {
        picture = surface.picture(width, height, (context) => drawBackdrop(context, backdrop, theme))
        pictures.set(key, picture)
      }
      return picture
    },
  }
}
