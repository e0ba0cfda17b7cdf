import type { Connection } from '../file/database.ts'
import { queries } from '../file/queries.ts'
import type { NumericColumns } from '../file/rows.ts'
import { TREND_LEVELS } from './levels.ts'
import { addNumeric, type Sums, widened } from './sums.ts'

/** Adds the minutes of a channel to all levels of the pyramid; inside the transaction that stores what they come from. */
export function enterTrend(connection: Connection, channel: number, minutes: Sums): void {
  TREND_LEVELS.forEach((widthMs, level) => {
    enterLevel(connection, channel, level, widened(minutes, widthMs))
  })
}

/** Adds sums to one level; their starts are those of its buckets. */
export function enterLevel(connection: Connection, channel: number, level: number, sums: Sums): void {
  const upsert = connection.prepare<(number | null)[]>(queries.upsertTrend)
  for (const [start, sum] of sums) {
    const { count, least, greatest, total, questionable, demo } = sum
    upsert.run(channel, level, start, count, least, greatest, total, questionable, demo)
  }
}

/**
 * Enters numbers that join the clustered table. Those of a time that the
 * background work has not reached yet are left to it: it reads them there.
 */
export function enterNumerics(
  connection: Connection,
  rows: Iterable<NumericColumns & { readonly channel: number }>,
): void {
  const todoOf = connection.prepare<[number]>(queries.trendTodoOf).pluck()
  const byChannel = new Map<number, { readonly enteredFromMs: number; readonly minutes: Sums }>()
  for (const row of rows) {
    let entry = byChannel.get(row.channel)
    if (entry === undefined) {
      const enteredFromMs = Number(todoOf.get(row.channel) ?? Number.NEGATIVE_INFINITY)
      entry = { enteredFromMs, minutes: new Map() }
      byChannel.set(row.channel, entry)
    }
    if (row.measured_utc_ms >= entry.enteredFromMs) addNumeric(entry.minutes, row)
  }
  for (const [channel, { minutes }] of byChannel) enterTrend(connection, channel, minutes)
}
