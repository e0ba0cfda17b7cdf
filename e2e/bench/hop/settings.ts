/** A message with no waves in it: what the port itself costs. */
export const FLOOR = 'a number alone'
/** How a tick of waves travels: Vigil's packed buffer, the same as text, or one object with a typed array a wave; and the floor. */
export const FORMS = ['packed', 'JSON string', 'an object a wave', FLOOR] as const
export type Form = (typeof FORMS)[number]

/** A full ward (PERFORMANCE B6): 32 beds with four waves of 250 Hz, sent sixty times a second. */
export const WAVES = 128
export const TICKS_PER_SECOND = 60
export const SAMPLES_A_TICK = 4

/** What the apps of B6 are told in BENCH_HOP. */
export interface HopSettings {
  readonly form: Form
  readonly seconds: number
}

/** What the worker answers to each tick. */
export interface HopAnswer {
  readonly sequence: number
  /** Reading the message and every sample of it. */
  readonly readMs: number
  /** Since the tick before. */
  readonly sinceLastMs: number
  /** Adds up all samples: they were read, not passed over. */
  readonly sum: number
}

/** What the engine's side measured. */
export interface HopTimes {
  readonly sendMs: readonly number[]
  readonly readMs: readonly number[]
  readonly roundTripMs: readonly number[]
  readonly sinceLastMs: readonly number[]
  readonly bytesATick: number
  /** Ticks without an answer, or with samples that are not those that were sent. */
  readonly lost: number
}
