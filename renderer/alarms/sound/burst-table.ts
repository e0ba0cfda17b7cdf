import type { Priority } from '../../../drivers/model/measurement.ts'
import type { AlarmCause } from '../../../electron/ipc/alarms.ts'

/** Pitches that the melodies use, Hz (equal temperament, A4 = 440 Hz). All lie in the 150 to 1000 Hz asked of a fundamental. */
const C4 = 261.63
const D4 = 293.66
const E4 = 329.63
const F4 = 349.23
const F_SHARP4 = 369.99
const G4 = 392
const A4 = 440
const B4 = 493.88
const C5 = 523.25

/** Five notes of each cause (IEC 60601-1-8, table F.1): all five for high, the first three for medium. */
export const MELODIES: Readonly<Record<AlarmCause, readonly [number, number, number, number, number]>> = {
  general: [C4, C4, C4, C4, C4],
  cardiac: [C4, E4, G4, G4, C5],
  oxygen: [C5, B4, A4, G4, F4],
  ventilation: [C4, A4, F4, A4, F4],
  temperature: [C4, D4, E4, F4, G4],
  perfusion: [C4, F_SHARP4, C4, C4, F_SHARP4],
  equipment: [C5, C4, C4, C5, C4],
}

/** Low alarms have one melody for all causes. */
export const LOW_MELODY: readonly [number, number] = [E4, C4]

/** When the pulses of a burst begin, how long each lasts, and how far apart bursts of the same alarm begin. All ms. */
export interface BurstTiming {
  readonly pulseMs: number
  readonly startsMs: readonly number[]
  readonly everyMs: number
  /** Least silence between the end of a burst and the next of this priority. */
  readonly leastGapMs: number
}

/** Designed after tables 3 and 4 of IEC 60601-1-8: ten, three and two pulses. */
export const TIMINGS: Readonly<Record<Priority, BurstTiming>> = {
  high: {
    pulseMs: 150,
    startsMs: [0, 250, 500, 1_000, 1_250, 2_100, 2_350, 2_600, 3_100, 3_350],
    everyMs: 7_000,
    leastGapMs: 2_500,
  },
  medium: { pulseMs: 200, startsMs: [0, 400, 800], everyMs: 12_000, leastGapMs: 2_500 },
  low: { pulseMs: 200, startsMs: [0, 400], everyMs: 25_000, leastGapMs: 15_000 },
}

/** Peak of a burst, 1 = full scale: at first, and once nobody has reacted for a while. Medium is never louder than high. */
export const LEVELS: Readonly<Record<Priority, { readonly usual: number; readonly louder: number }>> = {
  high: { usual: 0.7, louder: 1 },
  medium: { usual: 0.5, louder: 0.7 },
  low: { usual: 0.35, louder: 0.5 },
}

/** Harmonics of every pulse besides its fundamental, each 3 dB below it. */
export const HARMONICS: readonly number[] = [2, 3, 4, 5, 6]
export const HARMONIC_LEVEL = 10 ** (-3 / 20)
/** Raised-cosine edges of a pulse, ms. */
export const RISE_MS = 30
export const FALL_MS = 40
