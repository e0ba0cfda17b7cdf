/**
 * Every fact about the OpenBCI Cyton, as tables. Sections: A is the maker's description of the
 * binary stream, B its list of commands, C the data of the converter (ADS1299).
 */

/** A: the radio dongle is a virtual serial port. */
export const BAUD = 115_200

/** A: A0, counter, eight samples of 24 bits (high byte first), six further bytes, C0 to CF. */
export const PACKET = {
  bytes: 33,
  first: 0xa0,
  counterAt: 1,
  samplesAt: 2,
  sampleBytes: 3,
  channels: 8,
  furtherAt: 26,
  lastAt: 32,
  /** High half of the last byte; the low half says what the further bytes are. */
  last: 0xc0,
  lastMask: 0xf0,
  counters: 256,
} as const

/** A: with this last byte the further bytes are the accelerometer, three int16, all zero where it has nothing new. */
export const ACCELEROMETER = { last: 0xc0, perG: 8000, axes: ['x', 'y', 'z'] } as const

/** A: 250 packets a second. */
export const RATE_HZ = 250

/** C: 4.5 V and a gain of 24 over 23 bits. */
const REFERENCE_MICROVOLT = 4_500_000
const GAIN = 24
const HIGHEST_COUNT = 2 ** 23 - 1
export const MICROVOLT_PER_COUNT = REFERENCE_MICROVOLT / GAIN / HIGHEST_COUNT

/** C: beyond this the input lies at its rail: an electrode is off, or nothing is connected. */
export const RAIL = 0x7fff00

/**
 * C: its filter spreads a jump over three samples. One sample alone that stands 47 mV from both its neighbours,
 * which are within 3 mV of each other, is taken for damage. The highest of pacing pulses may look so: it is a gap then.
 */
export const CONTRADICTION = { far: 2 ** 21, near: 2 ** 17 } as const

/** B: one character each. Reset and defaults are answered by text that ends in `$$$`. */
export const COMMAND = { stop: 's', reset: 'v', defaults: 'd', start: 'b' } as const
/** The dongle answers in the same way where the board does not: that is none of the board's answers. */
export const ANSWER = { end: '$', ends: 3, longest: 600, second: /daisy/i, dongle: /failure/i } as const

/** Timing of the conversation. */
export const SESSION = {
  spacingMs: 100,
  answerMs: 1500,
  silenceMs: 1500,
  quickTries: 5,
  slowRetryMs: 3000,
} as const

/** Behind a longer silence than half the counters take any of them may come next. */
export const COUNTER_HOLDS_MS = ((PACKET.counters / 2) * 1000) / RATE_HZ

/** Longest silence of a board that sends 250 times a second. */
export const MAX_QUIET_MS = 2500

export const BYTE_VALUES = 256
