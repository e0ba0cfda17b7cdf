import { endUtcMs } from '../codec/pieces.ts'
import type { Connection } from '../file/database.ts'
import { getMeta } from '../file/meta.ts'
import { queries } from '../file/queries.ts'
import type { NumericColumns } from '../file/rows.ts'
import { type BlockRow, openBlock } from '../seal/sealed-block.ts'
import { keysOf } from '../seal/subject-keys.ts'
import type { NewChannel } from '../types.ts'
import { LONGEST_BLOCK_MS } from '../write/fold.ts'
import { enterLevel } from './enter.ts'
import { bucketStart, FINEST_MS, TREND_LEVELS } from './levels.ts'
import { addNumeric, addSum, addWave, type Sum, type Sums } from './sums.ts'

/** Half open, UTC ms. */
interface Stretch {
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

interface TrendRow extends Omit<Sum, 'total'> {
  readonly from_utc_ms: number
  readonly total: number | null
}

/**
 * Removes up to `most` buckets that a stretch of a channel touches: what `eraseTrend` would remove in one go. Inside a
 * transaction of the caller. Out: how many; fewer than `most` when none is left.
 */
export function eraseTrendRows(
  connection: Connection,
  channel: number,
  stretch: Stretch,
  most: number,
): number {
  const atRow = connection.prepare<number[]>(queries.trendAtRow).pluck()
  const drop = connection.prepare<number[]>(queries.deleteTrend)
  let rows = 0
  for (const [level, widthMs] of TREND_LEVELS.entries()) {
    const from = bucketStart(stretch.fromUtcMs, widthMs)
    const last = atRow.get(channel, level, from, stretch.toUtcMs, most - rows - 1)
    const until = last === undefined ? stretch.toUtcMs : Number(last) + 1
    rows += drop.run(channel, level, from, until).changes
    if (rows === most) return rows
  }
  return rows
}

/**
 * Takes a stretch of a channel, whose numbers and blocks are gone already, out of the
 * pyramid: the minutes that it shares with others are counted anew from what is left, the
 * wider buckets from the minutes. Inside a transaction of the caller; the same again
 * changes nothing. Out: rows removed or made smaller.
 */
export function eraseTrend(connection: Connection, channel: NewChannel, stretch: Stretch): number {
  const first = bucketStart(stretch.fromUtcMs, FINEST_MS)
  const end = bucketStart(stretch.toUtcMs + FINEST_MS - 1, FINEST_MS)
  const drop = connection.prepare<number[]>(queries.deleteTrend)
  let rows = drop.run(channel.number, 0, first, end).changes
  const minutes: Sums = new Map()
  for (const start of new Set([first, end - FINEST_MS])) {
    const minute = { fromUtcMs: start, toUtcMs: start + FINEST_MS }
    if (minute.fromUtcMs >= stretch.fromUtcMs && minute.toUtcMs <= stretch.toUtcMs) continue
    addWhatIsLeft(connection, channel, minute, minutes)
  }
  enterLevel(connection, channel.number, 0, minutes)
  TREND_LEVELS.forEach((widthMs, level) => {
    if (level === 0) return
    const lowest = bucketStart(first, widthMs)
    const highest = bucketStart(end - 1, widthMs)
    rows += drop.run(channel.number, level, lowest, highest + widthMs).changes
    const wide: Sums = new Map()
    for (const start of new Set([lowest, highest]))
      addMinutes(connection, channel.number, start, widthMs, wide)
    enterLevel(connection, channel.number, level, wide)
  })
  return rows
}

function addMinutes(
  connection: Connection,
  channel: number,
  start: number,
  widthMs: number,
  wide: Sums,
): void {
  const rows = connection
    .prepare<number[], TrendRow>(queries.trendInRange)
    .all(channel, 0, start, start + widthMs)
  for (const row of rows) addSum(wide, start, widthMs, { ...row, total: row.total ?? Number.NaN })
}

/** What the background work has not entered yet is left to it. */
function addWhatIsLeft(connection: Connection, channel: NewChannel, minute: Stretch, minutes: Sums): void {
  const found: Sums = new Map()
  if (channel.channel.kind === 'wave')
    addWaves(connection, channel.number, channel.channel.rateHz, minute, found)
  else addNumbers(connection, channel.number, minute, found)
  const sum = found.get(minute.fromUtcMs)
  if (sum !== undefined) minutes.set(minute.fromUtcMs, sum)
}

function addNumbers(connection: Connection, channel: number, minute: Stretch, found: Sums): void {
  const todo = connection.prepare<[number]>(queries.trendTodoOf).pluck().get(channel)
  const from = Math.max(minute.fromUtcMs, Number(todo ?? minute.fromUtcMs))
  const rows = connection
    .prepare<number[], NumericColumns>(queries.numericsInRange)
    .all(channel, from, minute.toUtcMs)
  for (const row of rows) addNumeric(found, row)
}

function addWaves(
  connection: Connection,
  channel: number,
  rateHz: number,
  minute: Stretch,
  found: Sums,
): void {
  const enteredFrom = Number(getMeta(connection, 'trendBlocksBelow') ?? 1)
  const { fromUtcMs, toUtcMs } = minute
  const rows = connection
    .prepare<number[], BlockRow & { readonly id: number }>(queries.blocksInRange)
    .all(channel, fromUtcMs, toUtcMs + LONGEST_BLOCK_MS, toUtcMs)
  for (const row of rows) {
    if (row.id < enteredFrom) continue
    for (const piece of openBlock(keysOf(connection), row)?.pieces ?? []) {
      if (endUtcMs(piece, rateHz) > fromUtcMs && piece.startUtcMs < toUtcMs) addWave(found, piece, rateHz)
    }
  }
}
