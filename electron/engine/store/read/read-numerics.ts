import { hiddenOfChannel, isHidden } from '../erase/hidden.ts'
import { type Connection, inSnapshot } from '../file/database.ts'
import { queries } from '../file/queries.ts'
import { type NumericColumns, numericOf } from '../file/rows.ts'
import type { StoredNumeric } from '../types.ts'

/**
 * Numbers of a channel measured in from <= t < to, oldest first, folded or not; of what is being erased nothing. Throws SQLite
 * errors as they are.
 */
export function readNumerics(
  connection: Connection,
  channel: number,
  fromUtcMs: number,
  toUtcMs: number,
): StoredNumeric[] {
  return inSnapshot(connection, () => {
    const inRange = connection.prepare<number[], NumericColumns>(queries.numericsInRange)
    const inTail = connection.prepare<number[], NumericColumns>(queries.numericTailInRange)
    const folded = inRange.all(channel, fromUtcMs, toUtcMs)
    const tail = inTail.all(fromUtcMs, toUtcMs, channel)
    const rows = tail.length === 0 ? folded : mergeByTime(folded, tail)
    const hidden = hiddenOfChannel(connection, channel)
    return rows.filter((row) => !isHidden(hidden, row.measured_utc_ms)).map((row) => numericOf(channel, row))
  })
}

function mergeByTime(folded: readonly NumericColumns[], tail: readonly NumericColumns[]): NumericColumns[] {
  return [...folded, ...tail].sort((a, b) => a.measured_utc_ms - b.measured_utc_ms)
}
