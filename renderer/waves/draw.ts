import { FONT_FAMILY } from './backdrop.ts'
import type { PaintContext } from './context.ts'
import { eachStretch, type RowGeometry } from './geometry.ts'
import type { PaintedRow } from './row.ts'
import type { Stretch } from './sweep.ts'
import type { WaveTheme } from './types.ts'
import { gapText } from './words.ts'

/** Trace width (UI.md 4.3) and text sizes, CSS px. */
const TRACE_PX = 1.6
const GAP_TEXT_PX = 13
const CAUSE_TEXT_PX = 15
const TEXT_PAD_PX = 8
/** Clear of the widest alarm edge of a tile. */
const BAR_LEFT_PX = 8
const BAR_WIDTH_PX = 7

/** Copies a stretch of the row's backdrop over what was drawn there. */
export function eraseStretch(
  context: PaintContext,
  row: PaintedRow,
  picture: CanvasImageSource | null,
  surface: string,
  left: number,
  width: number,
): void {
  const { top, height, left: rowLeft } = row.geometry
  if (picture === null) {
    context.fillStyle = surface
    context.fillRect(left, top, width, height)
  } else context.drawImage(picture, left - rowLeft, 0, width, height, left, top, width, height)
}

/** The 1 mV bar at the start of an ECG row, as tall as 1 mV is drawn. */
export function drawBar(context: PaintContext, row: PaintedRow, colour: string): void {
  const { barPx, geometry } = row
  if (barPx === null) return
  const { left, traceTop, traceBottom, scale } = geometry
  const tall = Math.min(Math.round(barPx * scale), traceBottom - traceTop)
  const bottom = Math.round((traceTop + traceBottom + tall) / 2) + 0.5
  const start = left + Math.round(BAR_LEFT_PX * scale) + 0.5
  const end = start + Math.round(BAR_WIDTH_PX * scale)
  context.strokeStyle = colour
  context.lineWidth = Math.max(1, Math.floor(scale))
  context.beginPath()
  context.moveTo(start, bottom)
  context.lineTo(start, bottom - tall)
  context.lineTo(end, bottom - tall)
  context.lineTo(end, bottom)
  context.stroke()
}

/** Words on a hatch with the surface behind them; left out where they do not fit. */
function drawWords(
  context: PaintContext,
  words: string,
  px: number,
  box: { left: number; width: number; geometry: RowGeometry },
  theme: WaveTheme,
): void {
  if (words === '') return
  const { scale, top, height } = box.geometry
  const size = Math.round(px * scale)
  context.font = `600 ${size}px ${FONT_FAMILY}`
  const pad = Math.round(TEXT_PAD_PX * scale)
  const wide = Math.ceil(context.measureText(words).width) + 2 * pad
  const tall = Math.min(height, size + pad)
  if (wide > box.width) return
  const middleX = box.left + box.width / 2
  const middleY = top + height / 2
  context.fillStyle = theme.surface
  context.fillRect(Math.round(middleX - wide / 2), Math.round(middleY - tall / 2), wide, tall)
  context.fillStyle = theme.hatchText
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(words, middleX, middleY)
}

/** Hatches a whole row and writes the cause on it. */
export function drawHatchedRow(
  context: PaintContext,
  row: PaintedRow,
  words: string,
  hatch: CanvasPattern | string,
  theme: WaveTheme,
): void {
  const { geometry } = row
  const { traceLeft, top, columns, height } = geometry
  context.fillStyle = hatch
  context.fillRect(traceLeft, top, columns, height)
  drawWords(context, words, CAUSE_TEXT_PX, { left: traceLeft, width: columns, geometry }, theme)
}

/** Fills the gaps that this frame has found. */
export function drawGaps(context: PaintContext, row: PaintedRow, hatch: CanvasPattern | string): void {
  const { geometry, sweep } = row
  context.fillStyle = hatch
  for (const gap of sweep.hatches) {
    eachStretch(geometry, gap.from, gap.to, (left, width) =>
      context.fillRect(left, geometry.top, width, geometry.height),
    )
  }
}

/** Prints the length of the gaps that were closed by this frame, each in its widest stretch. */
export function drawGapTexts(context: PaintContext, row: PaintedRow, theme: WaveTheme): void {
  for (const gap of row.sweep.hatches) if (gap.gapMs !== null) drawGapText(context, row.geometry, gap, theme)
}

function drawGapText(context: PaintContext, geometry: RowGeometry, gap: Stretch, theme: WaveTheme): void {
  let widest = { left: 0, width: 0, geometry }
  eachStretch(geometry, gap.from, gap.to, (left, width) => {
    if (width > widest.width) widest = { left, width, geometry }
  })
  drawWords(context, gapText(gap.gapMs ?? 0, theme.words), GAP_TEXT_PX, widest, theme)
}

/** Lines and dots of the moving rows of one colour: two paths for all of them. */
export function drawTraces(
  context: PaintContext,
  group: readonly PaintedRow[],
  moving: ReadonlySet<PaintedRow>,
  colour: string,
): void {
  context.strokeStyle = colour
  context.beginPath()
  for (const row of group) {
    if (row.source === null || !moving.has(row)) continue
    context.lineWidth = TRACE_PX * row.geometry.scale
    row.sweep.trace(context, row.source)
  }
  context.stroke()
  context.fillStyle = colour
  context.beginPath()
  for (const row of group) if (moving.has(row)) row.sweep.dot(context)
  context.fill()
}

/** Pace marks and the dotted base line of poor signal. */
export function drawMarks(context: PaintContext, moving: ReadonlySet<PaintedRow>, colour: string): void {
  context.strokeStyle = colour
  context.beginPath()
  for (const row of moving) {
    if (row.source === null) continue
    context.lineWidth = Math.max(1, Math.floor(row.geometry.scale))
    row.sweep.pace(context, row.source)
    row.sweep.poor(context, row.source)
  }
  context.stroke()
}
