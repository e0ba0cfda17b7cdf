import type { CanvasSize } from './messages.ts'
import { LEAD_IN_PX, type WaveRow } from './types.ts'

/** Width of the erase gap ahead of the write point (UI.md 4.3). */
const ERASE_GAP_MM = 5
/** Kept free on each side of the trace so that dot and line never leave their row, CSS px. */
const PAD_PX = 3
/** Rows whose widths differ by no more than this share one sweep, CSS px. */
const SAME_WIDTH_PX = 8

/**
 * Where one row lies on the canvas. Lengths are whole device pixels; a column
 * is one device pixel of the trace. Columns are counted on from the start of
 * the clock, the place on the screen is `column modulo columns`.
 */
export interface RowGeometry {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly traceLeft: number
  readonly traceTop: number
  readonly traceBottom: number
  readonly columns: number
  readonly columnsPerMs: number
  readonly gapColumns: number
  readonly pad: number
  readonly scale: number
}

function columnsOf(row: WaveRow, ratio: number): number {
  return Math.max(8, Math.floor((row.rect.width - LEAD_IN_PX - PAD_PX) * ratio))
}

/**
 * Columns of each sweep: rows of one speed and nearly one width share the
 * smallest of their widths, so that the write point is at the same x in every
 * tile for ever. Out: in the order of `rows`.
 */
export function sharedColumns(rows: readonly WaveRow[], ratio: number): number[] {
  const order = rows.map((row, index) => ({
    index,
    speed: row.speedMmPerSecond,
    columns: columnsOf(row, ratio),
  }))
  order.sort((a, b) => a.speed - b.speed || a.columns - b.columns)
  const shared = new Array<number>(rows.length).fill(0)
  let first = order[0]
  for (const row of order) {
    if (first === undefined || row.speed !== first.speed) first = row
    if (row.columns - first.columns > SAME_WIDTH_PX * ratio) first = row
    shared[row.index] = first.columns
  }
  return shared
}

/** Device-pixel geometry of every row. In: rows in CSS px, the canvas, mm a CSS pixel. Out: in the order of `rows`. */
export function layOut(rows: readonly WaveRow[], size: CanvasSize, pixelPitchMm: number): RowGeometry[] {
  const ratio = size.devicePixelRatio
  const shared = sharedColumns(rows, ratio)
  const pxPerMm = ratio / pixelPitchMm
  return rows.map((row, index) => {
    const left = Math.round(row.rect.x * ratio)
    const top = Math.round(row.rect.y * ratio)
    const width = Math.round((row.rect.x + row.rect.width) * ratio) - left
    const height = Math.round((row.rect.y + row.rect.height) * ratio) - top
    const columns = Math.max(1, Math.min(shared[index] ?? 1, width))
    return {
      left,
      top,
      width,
      height,
      traceLeft: left + Math.round(LEAD_IN_PX * ratio),
      traceTop: top + Math.round(PAD_PX * ratio),
      traceBottom: top + height - Math.round(PAD_PX * ratio),
      columns,
      columnsPerMs: (row.speedMmPerSecond * pxPerMm) / 1000,
      gapColumns: Math.min(Math.round(ERASE_GAP_MM * pxPerMm), Math.floor(columns / 3)),
      pad: Math.floor(PAD_PX * ratio),
      scale: ratio,
    }
  })
}

/** Seconds that one sweep of a row holds. */
export function secondsVisible(geometry: RowGeometry): number {
  return geometry.columns / geometry.columnsPerMs / 1000
}

/**
 * The stretches of device pixels that the columns `from` to `to` cover on the
 * screen: one, or two where they run over the right edge. Touching an edge
 * takes the padding behind it along. `emit` gets left and width.
 */
export function eachStretch(
  geometry: RowGeometry,
  from: number,
  to: number,
  emit: (left: number, width: number) => void,
): void {
  const { columns, traceLeft, pad } = geometry
  const first = Math.floor(from)
  const length = Math.min(columns, Math.ceil(to) - first)
  if (length <= 0) return
  const start = ((first % columns) + columns) % columns
  const whole = Math.min(length, columns - start)
  const leftPad = start === 0 ? pad : 0
  const rightPad = start + whole === columns ? pad : 0
  emit(traceLeft + start - leftPad, whole + leftPad + rightPad)
  const rest = length - whole
  if (rest > 0) emit(traceLeft - pad, rest + pad + (rest === columns ? pad : 0))
}
