import type { StoredClock } from '../types.ts'

/** A device clock that moved against the station's by more than its whole seconds and a frame held up explain. */
const JUMP_MS = 2_500
/** No line holds a frame up this long: such a jump needs no second reading to be believed. */
const SURE_JUMP_MS = 60_000
/** A poor quartz drifts by this part of the time that passes between two readings. */
const DRIFT = 50e-6
/** The recorder keeps a reading this often. */
const READING_EVERY_MS = 60_000
const HOUR_MS = 3_600_000
/** A clock that counts whole seconds hits an hour by this much. */
const HOUR_SLACK_MS = 2_500
const DAY_MS = 86_400_000
/** Below this a drift of seconds a day drowns in whole seconds. */
const SHORTEST_FIT_MS = HOUR_MS
const FEWEST_PAIRS = 10

/** A change of the device clock, or of the station's (`station`), between two readings. */
export interface ClockJump {
  /** First reading after it, UTC ms. */
  readonly atUtcMs: number
  /** By how much the device clock went ahead of the station's, ms. */
  readonly byMs: number
  /** `hour`: exactly one, as summer time does. */
  readonly kind: 'hour' | 'set' | 'station'
}

/** A stretch of one line in which the device clock ran undisturbed: offset(t) = offsetMs + drift * (t - atUtcMs). */
export interface ClockSegment {
  /** LINK text of the line. */
  readonly link: string
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly atUtcMs: number
  /** Device clock less station clock at `atUtcMs`, ms. */
  readonly offsetMs: number
  /** Least squares over the readings, ms a day; null where they are too few or too close together. */
  readonly driftMsPerDay: number | null
}

export interface ClockLine {
  readonly segments: readonly ClockSegment[]
  readonly jumps: readonly ClockJump[]
}

interface Pair {
  readonly atUtcMs: number
  readonly offsetMs: number
  readonly link: string
}

interface Run {
  readonly pairs: Pair[]
  /** The run that went on when the station's clock was set, and made this one. */
  readonly before: Run | null
}

/** The station's own clock was set within (fromUtcMs, toUtcMs). */
export interface StationJump {
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

/**
 * Offset, drift and jumps of one bed's device clocks. In: readings in order of time, and when the station's clock was
 * set. Another line is another clock: it begins a stretch of its own, and that is no jump. A single reading that the
 * next one does not confirm is a frame that came late, and belongs to no segment. Where the station's clock was set
 * back, the readings of two passes through the same time lie among each other, and are told apart.
 */
export function clockLine(clocks: readonly StoredClock[], stationJumps: readonly StationJump[]): ClockLine {
  const pairs = clocks.map(
    ({ atUtcMs, deviceMs, link }): Pair => ({ atUtcMs, offsetMs: deviceMs - atUtcMs, link }),
  )
  const runs: Run[] = []
  const jumps: ClockJump[] = []
  for (const [index, pair] of pairs.entries()) {
    const run = runs.at(-1)
    const last = run?.pairs.at(-1)
    if (run === undefined || last === undefined || last.link !== pair.link) {
      runs.push({ pairs: [pair], before: null })
      continue
    }
    const going = continues(run, pair) ? run : run.before
    if (going !== null && continues(going, pair)) {
      going.pairs.push(pair)
      continue
    }
    const byMs = pair.offsetMs - last.offsetMs
    const next = pairs[index + 1]
    const confirmed = next !== undefined && Math.abs(next.offsetMs - pair.offsetMs) <= JUMP_MS
    if (!confirmed && Math.abs(byMs) < SURE_JUMP_MS) continue
    const kind = kindOf(byMs, last.atUtcMs - READING_EVERY_MS, pair.atUtcMs, stationJumps)
    runs.push({ pairs: [pair], before: kind === 'station' ? run : null })
    jumps.push({ atUtcMs: pair.atUtcMs, byMs: Math.round(byMs), kind })
  }
  return { segments: runs.map(({ pairs: run }) => segmentOf(run)), jumps }
}

/** Whether a reading may belong to the clock of a run. */
function continues({ pairs }: Run, pair: Pair): boolean {
  const last = pairs.at(-1)
  if (last === undefined) return false
  return Math.abs(pair.offsetMs - last.offsetMs) <= JUMP_MS + DRIFT * (pair.atUtcMs - last.atUtcMs)
}

function kindOf(
  byMs: number,
  fromUtcMs: number,
  toUtcMs: number,
  stationJumps: readonly StationJump[],
): ClockJump['kind'] {
  if (stationJumps.some((jump) => jump.fromUtcMs <= toUtcMs && jump.toUtcMs >= fromUtcMs)) return 'station'
  return Math.abs(Math.abs(byMs) - HOUR_MS) <= HOUR_SLACK_MS ? 'hour' : 'set'
}

/** The least-squares line through the readings of one stretch. */
function segmentOf(run: readonly Pair[]): ClockSegment {
  const fromUtcMs = run[0]?.atUtcMs ?? 0
  const toUtcMs = run.at(-1)?.atUtcMs ?? fromUtcMs
  const meanAt = mean(run.map((pair) => pair.atUtcMs - fromUtcMs))
  const meanOffset = mean(run.map((pair) => pair.offsetMs))
  let covariance = 0
  let variance = 0
  for (const { atUtcMs, offsetMs } of run) {
    const distance = atUtcMs - fromUtcMs - meanAt
    covariance += distance * (offsetMs - meanOffset)
    variance += distance * distance
  }
  const fits = toUtcMs - fromUtcMs >= SHORTEST_FIT_MS && run.length >= FEWEST_PAIRS
  const driftMsPerDay = fits ? (covariance / variance) * DAY_MS : null
  const link = run[0]?.link ?? ''
  return { link, fromUtcMs, toUtcMs, atUtcMs: fromUtcMs + meanAt, offsetMs: meanOffset, driftMsPerDay }
}

/**
 * Device clock less station clock at a moment, ms, or null without a reading. Before the first and in a jump: the
 * nearest segment. `seenMs`: the same as a frame of that moment has it; where two passes through one time lie beside
 * each other, it says which of them is meant.
 */
export function clockOffsetAt({ segments }: ClockLine, atUtcMs: number, seenMs?: number): number | null {
  const latest = segments.findLast((one) => one.fromUtcMs <= atUtcMs) ?? segments[0]
  if (latest === undefined) return null
  const offset = offsetIn(latest, atUtcMs)
  if (seenMs === undefined) return offset
  const here = segments.filter((one) => one.fromUtcMs <= atUtcMs && one.toUtcMs >= atUtcMs)
  const offsets = [offset, ...here.map((one) => offsetIn(one, atUtcMs))]
  return offsets.reduce((best, one) => (Math.abs(one - seenMs) < Math.abs(best - seenMs) ? one : best))
}

function offsetIn({ offsetMs, driftMsPerDay, atUtcMs }: ClockSegment, momentUtcMs: number): number {
  return offsetMs + ((driftMsPerDay ?? 0) / DAY_MS) * (momentUtcMs - atUtcMs)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
