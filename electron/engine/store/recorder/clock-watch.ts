import type { GapCause } from '../types.ts'

/** Looks further apart mean that the whole process stood still. */
const ASLEEP_AFTER_MS = 5_000
/** The PC clock moved against the monotonic one by more than correcting it slowly would. */
const CLOCK_JUMP_MS = 2_000
const MS_PER_S = 1000

/** A stretch that station time passed over, or went back by, and why. */
export interface Standstill {
  readonly cause: Extract<GapCause, 'asleep' | 'clockJump'>
  readonly evidence: string
  /** By how much the PC clock moved, ms; 0 where it did not. */
  readonly jumpMs: number
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

/** Tells a PC that slept from a clock that was set, by looking at both clocks again and again. */
export class ClockWatch {
  #last: { readonly ms: number; readonly utcMs: number } | null = null
  #asleep: { readonly fromUtcMs: number; readonly toUtcMs: number } | null = null

  /** Looks at the clocks: monotonic and station time of one moment. Out: what happened since the last look. */
  look(nowMs: number, utcMs: number): Standstill[] {
    const last = this.#last
    this.#last = { ms: nowMs, utcMs }
    if (last === null) return []
    const passedMs = nowMs - last.ms
    const jumpMs = utcMs - last.utcMs - passedMs
    const found: Standstill[] = []
    const hasJumped = Math.abs(jumpMs) > CLOCK_JUMP_MS
    let sinceUtcMs = last.utcMs
    if (passedMs > ASLEEP_AFTER_MS) {
      const wokeUtcMs = hasJumped ? last.utcMs + passedMs : utcMs
      const evidence = `Nothing ran for ${(passedMs / MS_PER_S).toFixed(1)} s.`
      found.push({ cause: 'asleep', evidence, jumpMs: 0, ...stretch(last.utcMs, wokeUtcMs) })
      this.#asleep = stretch(last.utcMs, wokeUtcMs)
      sinceUtcMs = wokeUtcMs
    }
    if (hasJumped) {
      const evidence = `The PC clock moved by ${(jumpMs / MS_PER_S).toFixed(1)} s.`
      found.push({ cause: 'clockJump', evidence, jumpMs, ...stretch(Math.min(sinceUtcMs, utcMs), utcMs) })
    }
    return found
  }

  /** Somebody else says that the PC slept. Out: null if that was found here already. */
  wasAsleep(fromUtcMs: number, toUtcMs: number): Standstill | null {
    const known = this.#asleep
    const isKnown = known !== null && fromUtcMs <= known.toUtcMs && toUtcMs >= known.fromUtcMs
    if (isKnown || !(toUtcMs > fromUtcMs)) return null
    this.#asleep = stretch(fromUtcMs, toUtcMs)
    return { cause: 'asleep', evidence: 'The PC was asleep.', jumpMs: 0, ...this.#asleep }
  }
}

function stretch(fromUtcMs: number, toUtcMs: number): { fromUtcMs: number; toUtcMs: number } {
  return { fromUtcMs: Math.round(fromUtcMs), toUtcMs: Math.round(toUtcMs) }
}
