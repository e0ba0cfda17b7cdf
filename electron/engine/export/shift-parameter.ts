import type { NumericChannel } from '../../../drivers/model/channel.ts'
import type { LimitPair } from '../../ipc/alarms.ts'
import type { ShiftParameter, TrendPoint } from '../../ipc/shift.ts'
import type { ParameterLimits } from '../handover/limit-spans.ts'
import type { NewChannel, StoredNumeric } from '../store/types.ts'
import { DAY_MS, LEAD_MS } from './constants.ts'
import { clip, type Interval, totalMs, unionOf, without } from './intervals.ts'
import { type Held, heldBy, readingsOf, timingOf } from './measured.ts'
import type { NumericsReader } from './read-once.ts'
import { medianOf, minuteOf, rangeOf } from './statistics.ts'

/** A parameter and the time it was measured in (empty for episodic readings). */
export interface SummarisedChannel {
  readonly parameter: ShiftParameter
  readonly measured: readonly Interval[]
}

export interface ChannelQuestion {
  readonly channel: NewChannel
  readonly spec: NumericChannel
  readonly label: string
  readonly period: Interval
  /** Stretches in which the ledger says this channel was not there. */
  readonly gaps: readonly Interval[]
  /** The limits of the bed over the period, which they cover wholly. */
  readonly limits: readonly ParameterLimits[]
}

/** Summary of one numeric channel from its stored rows; null if the store has no row of it in the period. */
export function summariseChannel(
  reader: NumericsReader,
  question: ChannelQuestion,
): SummarisedChannel | null {
  return question.spec.timing === 'episodic'
    ? summariseReadings(reader, question)
    : summariseStream(reader, question)
}

function summariseStream(reader: NumericsReader, question: ChannelQuestion): SummarisedChannel | null {
  const { period, limits } = question
  const rows = reader.numerics(question.channel.number, period.fromUtcMs - LEAD_MS, period.toUtcMs)
  const inside = rows.filter((row) => row.atUtcMs >= period.fromUtcMs)
  if (inside.length === 0) return null
  const timing = timingOf(rows)
  const stood = heldBy(rows, timing).flatMap((one) => clip(one, period) ?? [])
  const held: Held[] = without(stood, question.gaps)
  const trend = minuteTrend(inside, period)
  const values = valuesOf(inside)
  const measuredMs = totalMs(held)
  const range = timeInLimits(held, limits)
  const newest = inside.at(-1)
  const isCurrent = newest !== undefined && period.toUtcMs - newest.atUtcMs <= timing.ageLimitMs
  return {
    // Joined here, a shift of one channel is a few stretches and not a row each.
    measured: unionOf(held),
    parameter: {
      ...namesOf(question),
      episodic: false,
      ...countsOf(inside, values),
      last: isCurrent ? newest.value : null,
      lastUtcMs: inside.findLast((row) => row.value !== null)?.atUtcMs ?? null,
      ...figuresOf(
        trend.map((point) => point.median),
        values,
      ),
      ...range,
      notMeasuredMs: period.toUtcMs - period.fromUtcMs - measuredMs,
      trend,
    },
  }
}

function summariseReadings(reader: NumericsReader, question: ChannelQuestion): SummarisedChannel | null {
  const { period } = question
  // A reading may arrive long after it was taken, when the link comes back.
  const rows = reader.numerics(question.channel.number, period.fromUtcMs - DAY_MS, period.toUtcMs + DAY_MS)
  const readings = readingsOf(rows).filter(
    (row) => row.measuredUtcMs >= period.fromUtcMs && row.measuredUtcMs < period.toUtcMs,
  )
  if (readings.length === 0) return null
  const values = valuesOf(readings)
  const newest = readings.findLast((row) => row.value !== null)
  return {
    measured: [],
    parameter: {
      ...namesOf(question),
      episodic: true,
      ...countsOf(readings, values),
      last: newest?.value ?? null,
      lastUtcMs: newest?.measuredUtcMs ?? null,
      ...figuresOf(values, values),
      inRangeMs: null,
      outOfRangeMs: null,
      notMeasuredMs: 0,
      trend: readings.flatMap((row) =>
        row.value === null
          ? []
          : { atUtcMs: row.measuredUtcMs, median: row.value, low: row.value, high: row.value },
      ),
    },
  }
}

/** One point a UTC minute that has a number; a minute without one has no point. */
function minuteTrend(rows: readonly StoredNumeric[], period: Interval): TrendPoint[] {
  const minutes = new Map<number, number[]>()
  for (const row of rows) {
    if (row.value === null) continue
    const minute = minuteOf(row.atUtcMs)
    const values = minutes.get(minute)
    if (values === undefined) minutes.set(minute, [row.value])
    else values.push(row.value)
  }
  return [...minutes].flatMap(([minute, values]) => {
    const median = medianOf(values)
    const range = rangeOf(values)
    if (median === null || range === null) return []
    return { atUtcMs: Math.max(minute, period.fromUtcMs), median, low: range.low, high: range.high }
  })
}

/** How long a number stood within and outside the limits that held at the time; null where none ever did. */
function timeInLimits(held: readonly Held[], pieces: readonly ParameterLimits[]) {
  const limited = pieces.flatMap(({ limits, ...piece }) => (limits === null ? [] : [{ limits, piece }]))
  if (limited.length === 0) return { inRangeMs: null, outOfRangeMs: null }
  let inRangeMs = 0
  let outOfRangeMs = 0
  for (const { limits, piece } of limited) {
    for (const one of held) {
      const part = clip(one, piece)
      if (part === null) continue
      const ms = part.toUtcMs - part.fromUtcMs
      if (isWithin(one.value, limits)) inRangeMs += ms
      else outOfRangeMs += ms
    }
  }
  return { inRangeMs, outOfRangeMs }
}

function namesOf(question: ChannelQuestion) {
  const { spec, limits: pieces } = question
  const limits = pieces.findLast((piece) => piece.limits !== null)?.limits
  return {
    key: spec.key,
    ...(spec.device !== undefined && { device: spec.device }),
    id: spec.id,
    label: question.label,
    unit: spec.unit,
    decimals: spec.decimals,
    limitLow: limits?.low ?? null,
    limitHigh: limits?.high ?? null,
    limitsChanged: pieces.length > 1,
  }
}

function countsOf(rows: readonly StoredNumeric[], values: readonly number[]) {
  return { count: values.length, invalid: rows.length - values.length }
}

function figuresOf(points: readonly number[], values: readonly number[]) {
  const range = rangeOf(points)
  const peaks = rangeOf(values)
  return {
    median: medianOf(points),
    lowest: range?.low ?? null,
    highest: range?.high ?? null,
    peakLow: peaks?.low ?? null,
    peakHigh: peaks?.high ?? null,
  }
}

function valuesOf(rows: readonly StoredNumeric[]): number[] {
  return rows.flatMap((row) => row.value ?? [])
}

function isWithin(value: number, limits: LimitPair): boolean {
  return (limits.low === null || value >= limits.low) && (limits.high === null || value <= limits.high)
}
