import { TREND_LEVELS } from '../trend/levels.ts'
import type { ErasedStretch } from './erasures.ts'

/**
 * Rows of numbers in raw pages, as SQLite writes them (sqlite.org/fileformat2.html, section
 * 2.1 Record Format): the size of the header, a serial type for each column, then the
 * columns. Ours have short headers, so each of these is one byte.
 */
interface Layout {
  readonly columns: number
  readonly channel: number
  readonly time: number
  /** Column with the level of the trend pyramid, or null. */
  readonly level: number | null
}

const LAYOUTS: readonly Layout[] = [
  { columns: 7, channel: 0, time: 1, level: null },
  { columns: 7, channel: 1, time: 0, level: null },
  { columns: 9, channel: 0, time: 2, level: 1 },
]
/** Bytes of the serial types 0 to 9; 8 and 9 are the numbers 0 and 1. */
const SIZES: readonly number[] = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0]
const FLOAT_TYPE = 7
const ZERO_TYPE = 8
const ONE_TYPE = 9
const BITS_PER_BYTE = 8
const BYTE_VALUES = 256

/**
 * Counts the rows of numbers and of whole trend buckets that belong to an erased stretch of their channel and begin
 * between `from` and `to`.
 */
export function countErasedRows(
  bytes: Uint8Array,
  stretchesOf: ReadonlyMap<number, readonly ErasedStretch[]>,
  from = 0,
  to = bytes.length,
): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let count = 0
  const isHead = new Uint8Array(BYTE_VALUES)
  for (const { columns } of LAYOUTS) isHead[columns + 1] = 1
  for (let at = from; at < to; at++) {
    if (isHead[bytes[at] ?? 0] === 0) continue
    for (const layout of LAYOUTS) {
      if (bytes[at] === layout.columns + 1 && isErasedRow(view, at, layout, stretchesOf)) count++
    }
  }
  return count
}

function isErasedRow(
  view: DataView,
  at: number,
  layout: Layout,
  stretchesOf: ReadonlyMap<number, readonly ErasedStretch[]>,
): boolean {
  const columns = columnsAt(view, at, layout.columns)
  if (columns === null) return false
  const stretches = stretchesOf.get(columns[layout.channel] ?? -1) ?? []
  const fromUtcMs = columns[layout.time] ?? Number.NaN
  const widthMs = layout.level === null ? 1 : (TREND_LEVELS[columns[layout.level] ?? -1] ?? Number.NaN)
  return stretches.some((stretch) => fromUtcMs >= stretch.fromUtcMs && fromUtcMs + widthMs <= stretch.toUtcMs)
}

/** The first three columns of a record, or null if there is none of so many columns. */
function columnsAt(view: DataView, at: number, count: number): number[] | null {
  let body = at + count + 1
  if (body > view.byteLength) return null
  for (let index = 1; index <= count; index++) if (view.getUint8(at + index) > ONE_TYPE) return null
  const columns: number[] = []
  for (let index = 1; index <= 3; index++) {
    const type = view.getUint8(at + index)
    const size = SIZES[type] ?? 0
    if (body + size > view.byteLength) return null
    columns.push(numberAt(view, body, type, size))
    body += size
  }
  return columns
}

function numberAt(view: DataView, at: number, type: number, size: number): number {
  if (type === FLOAT_TYPE) return view.getFloat64(at)
  if (type >= ZERO_TYPE) return type - ZERO_TYPE
  if (size === 0) return Number.NaN
  let value = view.getInt8(at)
  for (let index = 1; index < size; index++) value = value * 2 ** BITS_PER_BYTE + view.getUint8(at + index)
  return value
}
