import type { ShiftStrip } from '../../electron/ipc/shift.ts'

/** Paper speed and gain of the printed strip. */
export const STRIP_MM_PER_SECOND = 25
const MM_PER_MILLIVOLT = 10
/** Height of one row, and what is left free above and below its trace. */
export const STRIP_ROW_MM = 16
const ROW_MARGIN_MM = 2

type Row = ShiftStrip['rows'][number]

interface Scale {
  readonly middle: number
  readonly mmPerUnit: number
}

function scaleOf(row: Row): Scale {
  const values = row.samples.filter((sample): sample is number => sample !== null)
  if (values.length === 0) return { middle: 0, mmPerUnit: 1 }
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  const middle = (low + high) / 2
  if (row.unit === 'mV') return { middle, mmPerUnit: MM_PER_MILLIVOLT }
  const room = STRIP_ROW_MM - 2 * ROW_MARGIN_MM
  return { middle, mmPerUnit: high === low ? 1 : room / (high - low) }
}

/**
 * The trace of a strip row as SVG paths in mm, one for each stretch without a gap: no line crosses a missing sample.
 * In: the row, and from which second to which it is drawn; absent: to its end.
 */
export function stripPaths(
  row: Row,
  fromSecond: number,
  toSecond = Number.POSITIVE_INFINITY,
): readonly string[] {
  const { middle, mmPerUnit } = scaleOf(row)
  const paths: string[] = []
  let current = ''
  const first = Math.round(fromSecond * row.rateHz)
  const end = Math.min(row.samples.length, Math.floor(toSecond * row.rateHz))
  for (let index = first; index < end; index++) {
    const sample = row.samples[index] ?? null
    if (sample === null) {
      if (current !== '') paths.push(current)
      current = ''
      continue
    }
    const x = ((index - first) / row.rateHz) * STRIP_MM_PER_SECOND
    const y = STRIP_ROW_MM / 2 - (sample - middle) * mmPerUnit
    current += `${current === '' ? 'M' : 'L'}${x.toFixed(2)} ${y.toFixed(2)}`
  }
  if (current !== '') paths.push(current)
  return paths
}
