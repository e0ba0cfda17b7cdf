import type { StoredNumeric, StoreReader } from '../store/types.ts'
import type { Interval } from './intervals.ts'

/** The part of a reader that gives numbers. */
export type NumericsReader = Pick<StoreReader, 'numerics'>

/**
 * A reader for one page: of the channels in `again`, which several figures are made of, the numbers of `span` are read
 * from the record once. What is asked of others, or beyond the span, is read as it is asked.
 */
export function readOnce(reader: NumericsReader, again: ReadonlySet<number>, span: Interval): NumericsReader {
  const kept = new Map<number, readonly StoredNumeric[]>()
  return {
    numerics(channel, fromUtcMs, toUtcMs) {
      if (!again.has(channel) || fromUtcMs < span.fromUtcMs || toUtcMs > span.toUtcMs) {
        return reader.numerics(channel, fromUtcMs, toUtcMs)
      }
      const rows = kept.get(channel) ?? reader.numerics(channel, span.fromUtcMs, span.toUtcMs)
      kept.set(channel, rows)
      return rows.slice(firstFrom(rows, fromUtcMs), firstFrom(rows, toUtcMs))
    },
  }
}

/** Index of the first row measured at a moment or later; the number of rows where there is none. */
function firstFrom(rows: readonly StoredNumeric[], utcMs: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.measuredUtcMs ?? Number.POSITIVE_INFINITY) < utcMs) low = middle + 1
    else high = middle
  }
  return low
}
