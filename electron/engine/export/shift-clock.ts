import type { ShiftClock } from '../../ipc/shift.ts'
import { clockOffsetAt } from '../store/read/clock-line.ts'
import { clockLineOf, clocksOf } from '../store/read/corrected.ts'
import type { StoreReader } from '../store/types.ts'
import type { Interval } from './intervals.ts'

/** The monitor's clock at the end of a period, from the clock ledger; null if it sent none in the period. */
export function shiftClock(reader: StoreReader, bed: string, period: Interval): ShiftClock | null {
  if (clocksOf(reader, bed, period).length === 0) return null
  const line = clockLineOf(reader, bed, period.fromUtcMs, period.toUtcMs)
  const offsetMs = clockOffsetAt(line, period.toUtcMs)
  if (offsetMs === null) return null
  const drift = line.segments.at(-1)?.driftMsPerDay ?? null
  return {
    offsetMs: Math.round(offsetMs),
    driftMsPerDay: drift === null ? null : Math.round(drift),
    jumps: line.jumps,
  }
}
