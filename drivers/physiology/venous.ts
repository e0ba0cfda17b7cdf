import { Cursor } from './event-clock.ts'
import type { Rhythms } from './rhythm.ts'

/** Heights of the a, c and v waves over one beat from its R peak, in units of VENOUS_SWING_MMHG. */
const VENOUS_SHAPE: readonly (readonly [phase: number, height: number])[] = [
  [0, 0.5],
  [0.08, 0.7],
  [0.28, -0.7],
  [0.5, 0.6],
  [0.64, -0.5],
  [0.82, 0],
  [0.93, 1],
  [1, 0.5],
]
const VENOUS_SWING_MMHG = 2
const VENOUS_BREATH_MMHG = 1.5
const LONGEST_VENOUS_BEAT_S = 1.5

/** Central venous pressure: small waves of the right atrium, lower with each breath in. */
export function createVenous(
  rhythms: Rhythms,
  lungShare: (seconds: number) => number,
  meanAt: (seconds: number) => number,
): (seconds: number) => number {
  const cursor = new Cursor(rhythms.beats)
  return (seconds) => {
    cursor.seek(seconds)
    const interval = cursor.endSeconds - cursor.startSeconds
    const paused = interval > LONGEST_VENOUS_BEAT_S
    const wave = paused ? 0 : venousShape((seconds - cursor.startSeconds) / interval)
    return meanAt(seconds) + VENOUS_SWING_MMHG * wave - VENOUS_BREATH_MMHG * (lungShare(seconds) - 0.4)
  }
}

function venousShape(phase: number): number {
  for (let i = 1; i < VENOUS_SHAPE.length; i++) {
    const [toPhase, to] = VENOUS_SHAPE[i] ?? [1, 0]
    const [fromPhase, from] = VENOUS_SHAPE[i - 1] ?? [0, 0]
    if (phase > toPhase) continue
    const share = (phase - fromPhase) / (toPhase - fromPhase)
    return from + ((to - from) * (1 - Math.cos(Math.PI * share))) / 2
  }
  return 0
}
