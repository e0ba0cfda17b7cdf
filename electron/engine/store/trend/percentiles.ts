import { without } from '../../export/intervals.ts'
import { hiddenOfChannel } from '../erase/hidden.ts'
import type { Connection } from '../file/database.ts'
import { queries } from '../file/queries.ts'
import { type NumericColumns, numericOf, validityOf } from '../file/rows.ts'
import type { StoredPercentiles } from './types.ts'

interface NumberRow {
  readonly value: number | null
  readonly validity: number
}

/**
 * Exact percentiles of a channel over from <= measured < to, nearest rank: the
 * least value that at least that part of all values does not exceed. Monitors send
 * few different values, so these are counted and only they are sorted. To be called
 * inside a snapshot.
 */
export function readPercentiles(
  connection: Connection,
  range: { readonly channel: number; readonly fromUtcMs: number; readonly toUtcMs: number },
  parts: readonly number[],
): StoredPercentiles {
  const { channel, fromUtcMs, toUtcMs } = range
  const shown = without([{ fromUtcMs, toUtcMs }], hiddenOfChannel(connection, channel))
  const inRange = connection.prepare<number[], NumberRow>(queries.numbersInRange)
  const inTail = connection.prepare<number[], NumericColumns>(queries.numericTailInRange)
  const folded = shown.flatMap((part) => inRange.all(channel, part.fromUtcMs, part.toUtcMs))
  const tail = shown
    .flatMap((part) => inTail.all(part.fromUtcMs, part.toUtcMs, channel))
    .map((row) => ({ value: numericOf(channel, row).value, validity: row.validity }))
  const counts = { count: 0, questionable: 0, demo: 0 }
  const byValue = new Map<number, number>()
  for (const { value, validity } of folded.concat(tail)) {
    if (value === null || !Number.isFinite(value)) continue
    byValue.set(value, (byValue.get(value) ?? 0) + 1)
    counts.count++
    if (validityOf(validity) === 'questionable') counts.questionable++
    if (validityOf(validity) === 'demo') counts.demo++
  }
  const sorted = [...byValue].sort(([a], [b]) => a - b)
  return { ...counts, values: parts.map((part) => atRank(sorted, Math.ceil(part * counts.count))) }
}

/** The value at a rank counted from 1; the first one for rank 0. */
function atRank(sorted: readonly (readonly [number, number])[], rank: number): number | null {
  let seen = 0
  for (const [value, count] of sorted) {
    seen += count
    if (seen >= rank) return value
  }
  return null
}
