import type { StoredNumeric } from '../store/types.ts'
import { AGE_LIMIT_INTERVALS, SAME_READING_MS, SECOND_MS, SHORTEST_AGE_LIMIT_MS } from './constants.ts'
import type { Interval } from './intervals.ts'
import { medianOf } from './statistics.ts'

/** How a channel was timed: the interval at which the device sent it and the age past which a value is stale, ms. */
export interface Timing {
  readonly intervalMs: number
  readonly ageLimitMs: number
}

/** A stretch of time for which a number stood. */
export interface Held extends Interval {
  readonly value: number
}

/** Timing from the arrivals of a continuous channel, in time order. One row alone tells no interval: a second is taken. */
export function timingOf(rows: readonly StoredNumeric[]): Timing {
  const steps: number[] = []
  for (let index = 1; index < rows.length; index++) {
    const step = (rows[index]?.atUtcMs ?? 0) - (rows[index - 1]?.atUtcMs ?? 0)
    if (step > 0) steps.push(step)
  }
  const intervalMs = medianOf(steps) ?? SECOND_MS
  return { intervalMs, ageLimitMs: Math.max(SHORTEST_AGE_LIMIT_MS, AGE_LIMIT_INTERVALS * intervalMs) }
}

/**
 * When a continuous channel was measured. A number stands until the next row, and
 * for one usual interval if that row is later than the age limit: stale time is
 * never measured time (DESIGN rule 2). Rows without a number measure nothing.
 */
export function heldBy(rows: readonly StoredNumeric[], timing: Timing): Held[] {
  const held: Held[] = []
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]
    if (row === undefined || row.value === null) continue
    const nextUtcMs = rows[index + 1]?.atUtcMs ?? Number.POSITIVE_INFINITY
    const inTime = nextUtcMs - row.atUtcMs <= timing.ageLimitMs
    const toUtcMs = inTime ? nextUtcMs : row.atUtcMs + timing.intervalMs
    held.push({ fromUtcMs: row.atUtcMs, toUtcMs, value: row.value })
  }
  return held
}

/**
 * Episodic rows as readings, by the time they were taken. The same reading told
 * again (after a restart the device repeats its last one) counts once (DESIGN rule 11).
 */
export function readingsOf(rows: readonly StoredNumeric[]): StoredNumeric[] {
  const readings: StoredNumeric[] = []
  for (const row of [...rows].sort((a, b) => a.measuredUtcMs - b.measuredUtcMs)) {
    const last = readings.at(-1)
    const repeated =
      last !== undefined &&
      last.value === row.value &&
      row.measuredUtcMs - last.measuredUtcMs < SAME_READING_MS
    if (!repeated) readings.push(row)
  }
  return readings
}
