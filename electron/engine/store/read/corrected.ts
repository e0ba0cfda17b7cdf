import { MONITOR } from '../../bus.ts'
import type { CorrectedNumeric, StoredClock, StoredNumeric, StoreReader } from '../types.ts'
import { type ClockLine, clockLine, clockOffsetAt } from './clock-line.ts'

/** The drift of a clock shows over days. */
const LOOK_BACK_MS = 7 * 86_400_000
/** A frame may wait this long on its way, and a gap may hide a jump: rows are looked for this far around. */
const MARGIN_MS = 60_000

/** Readings of the clock of one device of a bed. */
export function clocksOf(
  reader: Pick<StoreReader, 'clocks'>,
  bed: string,
  { fromUtcMs, toUtcMs }: { readonly fromUtcMs: number; readonly toUtcMs: number },
  device = MONITOR,
): StoredClock[] {
  return reader.clocks(bed, fromUtcMs, toUtcMs).filter((one) => (one.device ?? MONITOR) === device)
}

/** The clock line of one device of a bed (MONITOR: its monitor) over a period (UTC ms), from readings of it and of the seven days before it. */
export function clockLineOf(
  reader: Pick<StoreReader, 'gaps' | 'clocks'>,
  bed: string,
  fromUtcMs: number,
  toUtcMs: number,
  device = MONITOR,
): ClockLine {
  const sinceUtcMs = fromUtcMs - LOOK_BACK_MS
  const stationJumps = reader.gaps(bed, sinceUtcMs, toUtcMs).filter(({ cause }) => cause === 'clockJump')
  return clockLine(clocksOf(reader, bed, { fromUtcMs: sinceUtcMs, toUtcMs }, device), stationJumps)
}

/**
 * Corrected station time of one number, UTC ms. The time a frame waited on its way drops out, but for the usual
 * wait, which the line cannot know. An episodic reading keeps its distance to the frame that told it.
 */
export function correctedUtcMsOf(line: ClockLine, numeric: StoredNumeric): number {
  if (numeric.deviceMs === null) return numeric.measuredUtcMs
  const offsetMs = clockOffsetAt(line, numeric.atUtcMs, numeric.deviceMs - numeric.atUtcMs)
  if (offsetMs === null) return numeric.measuredUtcMs
  const sentUtcMs = numeric.deviceMs - offsetMs
  return Math.round(sentUtcMs - (numeric.atUtcMs - numeric.measuredUtcMs))
}

/**
 * The numbers of a channel whose corrected time lies in the period (half open, UTC ms), in that order; the
 * stored times stay beside it.
 */
export function correctedNumerics(
  reader: Pick<StoreReader, 'channels' | 'gaps' | 'clocks' | 'numerics'>,
  channel: number,
  fromUtcMs: number,
  toUtcMs: number,
): CorrectedNumeric[] {
  const known = reader.channels().find(({ number }) => number === channel)
  if (known === undefined) return []
  const { device } = known.channel
  const line = clockLineOf(reader, known.bed, fromUtcMs - MARGIN_MS, toUtcMs + MARGIN_MS, device)
  return reader
    .numerics(channel, fromUtcMs - MARGIN_MS, toUtcMs + MARGIN_MS)
    .map((numeric) => ({ ...numeric, correctedUtcMs: correctedUtcMsOf(line, numeric) }))
    .filter(({ correctedUtcMs }) => correctedUtcMs >= fromUtcMs && correctedUtcMs < toUtcMs)
    .sort((a, b) => a.correctedUtcMs - b.correctedUtcMs)
}
