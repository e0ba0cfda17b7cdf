import { type ClockLine, clockLine, clockOffsetAt } from './clock-line.ts'
import type { StoredNumeric, StoreReader } from './types.ts'

/** The drift of a clock shows over days. */
const LOOK_BACK_MS = 7 * 86_400_000
/** A frame may wait this long on its way, and a gap may hide a jump: rows are looked for this far around. */
const MARGIN_MS = 60_000

/** A stored number with the station time of its measurement as the device's own clock gives it. */
export interface CorrectedNumeric extends StoredNumeric {
  /** Device time put on the station's clock by the clock line; `measuredUtcMs` where the device sends no time. */
  readonly correctedUtcMs: number
}

/** The clock line of a bed at the end of a period, from up to seven days before it. */
export function clockLineOf(reader: StoreReader, bed: string, toUtcMs: number): ClockLine {
  const fromUtcMs = toUtcMs - LOOK_BACK_MS
  const stationJumps = reader.gaps(bed, fromUtcMs, toUtcMs).filter(({ cause }) => cause === 'clockJump')
  return clockLine(reader.clocks(bed, fromUtcMs, toUtcMs), stationJumps)
}

/**
 * Corrected station time of one number, UTC ms. The time a frame waited on its way drops out, but for the usual
 * wait, which the line cannot know. An episodic reading keeps its distance to the frame that told it.
 */
export function correctedUtcMsOf(line: ClockLine, numeric: StoredNumeric): number {
  const offsetMs = clockOffsetAt(line, numeric.atUtcMs)
  if (numeric.deviceMs === null || offsetMs === null) return numeric.measuredUtcMs
  const sentUtcMs = numeric.deviceMs - offsetMs
  return Math.round(sentUtcMs - (numeric.atUtcMs - numeric.measuredUtcMs))
}

/**
 * The numbers of a channel whose corrected time lies in the period (half open, UTC ms), in that order; the
 * stored times stay beside it.
 */
export function correctedNumerics(
  reader: StoreReader,
  question: {
    readonly bed: string
    readonly channel: number
    readonly fromUtcMs: number
    readonly toUtcMs: number
  },
): CorrectedNumeric[] {
  const { bed, channel, fromUtcMs, toUtcMs } = question
  const line = clockLineOf(reader, bed, toUtcMs + MARGIN_MS)
  return reader
    .numerics(channel, fromUtcMs - MARGIN_MS, toUtcMs + MARGIN_MS)
    .map((numeric) => ({ ...numeric, correctedUtcMs: correctedUtcMsOf(line, numeric) }))
    .filter(({ correctedUtcMs }) => correctedUtcMs >= fromUtcMs && correctedUtcMs < toUtcMs)
    .sort((a, b) => a.correctedUtcMs - b.correctedUtcMs)
}
