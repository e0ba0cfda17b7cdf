import type { Channel } from '../../../../drivers/model/channel.ts'
import { hiddenOfChannel, isHidden } from '../erase/hidden.ts'
import type { Connection } from '../file/database.ts'
import { getMeta } from '../file/meta.ts'
import { queries } from '../file/queries.ts'
import type { NumericColumns } from '../file/rows.ts'
import { journalPieces } from '../read/wave-pieces.ts'
import { LONGEST_BLOCK_MS } from '../write/fold.ts'
import { bucketStart, levelFor, TREND_LEVELS } from './levels.ts'
import { addNumeric, addSum, addWave, type Sum, type Sums } from './sums.ts'
import type { StoredTrend, StoredTrendPoint } from './types.ts'

/** What is asked: whole buckets that overlap from <= t < to, at most `mostPoints` where a level allows it. */
export interface TrendQuestion {
  readonly channel: number
  readonly spec: Channel
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly mostPoints: number
}

interface TrendRow {
  readonly from_utc_ms: number
  readonly count: number
  readonly least: number
  readonly greatest: number
  readonly total: number | null
  readonly questionable: number
  readonly demo: number
}

/** Reads the pyramid and adds what waits to be folded. To be called inside a snapshot: a fold in between would count twice. */
export function readTrend(connection: Connection, question: TrendQuestion): StoredTrend {
  const level = levelFor(question.fromUtcMs, question.toUtcMs, question.mostPoints)
  const widthMs = TREND_LEVELS[level] ?? 0
  const fromUtcMs = bucketStart(question.fromUtcMs, widthMs)
  const toUtcMs = Math.ceil(question.toUtcMs / widthMs) * widthMs
  const sums: Sums = new Map()
  const rows = connection
    .prepare<number[], TrendRow>(queries.trendInRange)
    .all(question.channel, level, fromUtcMs, toUtcMs)
  for (const row of rows) addSum(sums, row.from_utc_ms, widthMs, { ...row, total: row.total ?? Number.NaN })
  const whole = { ...question, fromUtcMs, toUtcMs }
  for (const [start, sum] of waiting(connection, whole)) {
    if (start >= fromUtcMs && start < toUtcMs) addSum(sums, start, widthMs, sum)
  }
  const hidden = hiddenOfChannel(connection, question.channel)
  const points = [...sums]
    .filter(([start]) => !isHidden(hidden, start, widthMs))
    .map(([start, sum]) => pointOf(start, sum, question.spec))
    .sort((a, b) => a.fromUtcMs - b.fromUtcMs)
  // Buckets that an erasure shares with others come back when it has ended.
  const isErasing = isHidden(hidden, fromUtcMs, toUtcMs - fromUtcMs)
  return { widthMs, points, complete: !isErasing && isComplete(connection, whole) }
}

/** Sums of what is recorded and not folded yet: a minute or so. */
function waiting(connection: Connection, question: TrendQuestion): Sums {
  const { channel, spec, fromUtcMs, toUtcMs } = question
  const minutes: Sums = new Map()
  if (spec.kind === 'wave') {
    const pieces = journalPieces(connection, { channel, fromUtcMs, toUtcMs })
    for (const piece of pieces) addWave(minutes, piece, spec.rateHz)
    return minutes
  }
  const rows = connection
    .prepare<number[], NumericColumns>(queries.numericTailInRange)
    .all(fromUtcMs, toUtcMs, channel)
  for (const row of rows) addNumeric(minutes, row)
  return minutes
}

function pointOf(fromUtcMs: number, sum: Sum, spec: Channel): StoredTrendPoint {
  const { count, questionable, demo } = sum
  const mean = sum.total / count
  const [least, greatest, middle] =
    spec.kind === 'numeric'
      ? [sum.least, sum.greatest, mean]
      : inUnits([sum.least, sum.greatest, mean], spec.gain, spec.offset)
  return {
    fromUtcMs,
    least: Math.min(least, greatest),
    greatest: Math.max(least, greatest),
    mean: Number.isFinite(middle) ? middle : null,
    count,
    questionable,
    demo,
  }
}

function inUnits(
  [least, greatest, mean]: readonly [number, number, number],
  gain: number,
  offset: number,
): [number, number, number] {
  return [least * gain + offset, greatest * gain + offset, mean * gain + offset]
}

function isComplete(connection: Connection, question: TrendQuestion): boolean {
  const { channel, spec, fromUtcMs, toUtcMs } = question
  if (spec.kind === 'numeric') {
    const before = connection.prepare(queries.trendTodoOf).pluck().get(channel)
    return before === undefined || Number(before) <= fromUtcMs
  }
  const below = Number(getMeta(connection, 'trendBlocksBelow') ?? 1)
  if (below <= 1) return true
  const block = connection
    .prepare(queries.blockBelowInRange)
    .get(channel, fromUtcMs, toUtcMs + LONGEST_BLOCK_MS, toUtcMs, below)
  return block === undefined
}
