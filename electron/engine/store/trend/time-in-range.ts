import { AGE_LIMIT_INTERVALS, LEAD_MS, SECOND_MS, SHORTEST_AGE_LIMIT_MS } from '../../export/constants.ts'
import { type Interval, unionOf } from '../../export/intervals.ts'
import { hiddenOfChannel, isHidden } from '../erase/hidden.ts'
import type { Connection } from '../file/database.ts'
import { queries } from '../file/queries.ts'
import { type NumericColumns, numericOf } from '../file/rows.ts'
import type { TimeInRange, ValueRange } from './types.ts'

export interface TimeQuestion extends Interval {
  readonly channel: number
  readonly range: ValueRange
  /** Stretches in which the ledger says this channel was not there. */
  readonly gaps: readonly Interval[]
}

/** Numbers of a channel in time order; NaN where a row carries none. */
interface Column {
  readonly atUtcMs: Float64Array
  readonly values: Float64Array
}

/**
 * How long a continuous channel stood below, within and above a range: the rule of
 * the shift summary (export/measured.ts) over any period. A number stands until the
 * next row, or for one usual interval if that row is later than the age limit (DESIGN
 * rule 2); nothing stands inside a gap of the ledger. To be called inside a snapshot.
 */
export function readTimeInRange(connection: Connection, question: TimeQuestion): TimeInRange {
  const { fromUtcMs, toUtcMs, range } = question
  const { atUtcMs, values } = readColumn(connection, question)
  const intervalMs = usualIntervalMs(atUtcMs)
  const ageLimitMs = Math.max(SHORTEST_AGE_LIMIT_MS, AGE_LIMIT_INTERVALS * intervalMs)
  const gaps = new Cuts(question.gaps)
  const time = { belowMs: 0, withinMs: 0, aboveMs: 0 }
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number
    if (Number.isNaN(value)) continue
    const at = atUtcMs[index] as number
    const next = atUtcMs[index + 1] ?? Number.POSITIVE_INFINITY
    const from = Math.max(at, fromUtcMs)
    const to = Math.min(next - at <= ageLimitMs ? next : at + intervalMs, toUtcMs)
    if (to <= from) continue
    const heldMs = to - from - gaps.overlapMs(from, to)
    if (range.low !== null && value < range.low) time.belowMs += heldMs
    else if (range.high !== null && value > range.high) time.aboveMs += heldMs
    else time.withinMs += heldMs
  }
  const measuredMs = time.belowMs + time.withinMs + time.aboveMs
  return { ...time, notMeasuredMs: toUtcMs - fromUtcMs - measuredMs }
}

function readColumn(connection: Connection, { channel, fromUtcMs, toUtcMs }: TimeQuestion): Column {
  const fromMs = fromUtcMs - LEAD_MS
  const found = connection
    .prepare<number[], NumericColumns>(queries.numericsInRange)
    .all(channel, fromMs, toUtcMs)
  const tail = connection
    .prepare<number[], NumericColumns>(queries.numericTailInRange)
    .all(fromMs, toUtcMs, channel)
  if (tail.length > 0) {
    found.push(...tail)
    found.sort((a, b) => a.measured_utc_ms - b.measured_utc_ms)
  }
  const hidden = hiddenOfChannel(connection, channel)
  const rows = hidden.length === 0 ? found : found.filter((row) => !isHidden(hidden, row.measured_utc_ms))
  const atUtcMs = new Float64Array(rows.length)
  const values = new Float64Array(rows.length)
  rows.forEach((row, index) => {
    const numeric = numericOf(channel, row)
    atUtcMs[index] = numeric.atUtcMs
    values[index] = numeric.value ?? Number.NaN
  })
  return { atUtcMs, values }
}

/** Median of the steps between rows; a second where one row alone tells none. */
function usualIntervalMs(atUtcMs: Float64Array): number {
  const steps = new Float64Array(atUtcMs.length)
  let count = 0
  for (let index = 1; index < atUtcMs.length; index++) {
    const step = (atUtcMs[index] as number) - (atUtcMs[index - 1] as number)
    if (step > 0) steps[count++] = step
  }
  if (count === 0) return SECOND_MS
  const sorted = steps.subarray(0, count).sort()
  const upper = sorted[count >> 1] as number
  return count % 2 === 1 ? upper : ((sorted[(count >> 1) - 1] as number) + upper) / 2
}

/** Gaps, asked in rising order of time. */
class Cuts {
  readonly #cuts: readonly Interval[]
  #index = 0

  constructor(gaps: readonly Interval[]) {
    this.#cuts = unionOf(gaps)
  }

  overlapMs(fromUtcMs: number, toUtcMs: number): number {
    while ((this.#cuts[this.#index]?.toUtcMs ?? Number.POSITIVE_INFINITY) <= fromUtcMs) this.#index++
    let sum = 0
    for (let index = this.#index; index < this.#cuts.length; index++) {
      const cut = this.#cuts[index]
      if (cut === undefined || cut.fromUtcMs >= toUtcMs) break
      sum += Math.max(0, Math.min(cut.toUtcMs, toUtcMs) - Math.max(cut.fromUtcMs, fromUtcMs))
    }
    return sum
  }
}
