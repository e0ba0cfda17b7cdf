import { hiddenOfChannel, isHidden } from '../erase/hidden.ts'
import { type Connection, inSnapshot } from '../file/database.ts'
import { queries } from '../file/queries.ts'
import { type NumericList, numericOfList } from '../file/rows.ts'
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
    const folded = rowsOf(connection, queries.numericsInRange, channel, fromUtcMs, toUtcMs)
    const tail = rowsOf(connection, queries.numericTailInRange, fromUtcMs, toUtcMs, channel)
    const rows = tail.length === 0 ? folded : [...folded, ...tail].sort(([a], [b]) => a - b)
    const hidden = hiddenOfChannel(connection, channel)
    const shown =
      hidden.length === 0 ? rows : rows.filter(([measuredUtcMs]) => !isHidden(hidden, measuredUtcMs))
    return shown.map((row) => numericOfList(channel, row))
  })
}

/** Rows as lists: a shift has millions, and each object between the file and what is read of it counts. */
function rowsOf(connection: Connection, sql: string, ...values: readonly number[]): NumericList[] {
  return connection
    .prepare<number[]>(sql)
    .raw<NumericList>()
    .all(...values)
}
