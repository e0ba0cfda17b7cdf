/**
 * Every fact about the module's serial port, as tables. "code" is what two open programs agree on, "vectors" the frames in
 * the tests of one of them; the vendor's own document was not available.
 */

/** Line (code): 9600 8N1. */
export const BAUD = 9_600

/** Frame of the module (vectors): start, length of the whole frame, data, check. All bytes add up to zero. */
export const FRAME = {
  start: 0x3e,
  lengthAt: 1,
  dataAt: 2,
  shortestBytes: 4,
  /** No frame that is known is longer than a result; the answer to "version" is not known. */
  longestBytes: 32,
} as const

/** Kinds of frames, told by their length (code, vectors). */
export const LENGTH = { word: 4, pressure: 5, result: 24 } as const

/** What the module says in one letter (code): received, done, aborted, busy, error. */
export const WORD = { received: 0x4f, done: 0x4b, aborted: 0x41, busy: 0x42, error: 0x45 } as const

/** What is asked (code, vectors): neither starts, stops nor sets anything. */
export const QUESTION = {
  pressure: [0x3a, 0x79, 0x05, 0x00, 0x48],
  result: [0x3a, 0x79, 0x03, 0x00, 0x4a],
} as const

/**
 * What moves the cuff (code), by the age class of the patient: what is right for an adult harms a newborn. Sent for a click of
 * a person, once, where an engineer has allowed it, and never else.
 */
export const START = {
  adult: [0x3a, 0x20, 0xa6],
  paediatric: [0x3a, 0x87, 0x3f],
  neonate: [0x3a, 0x28, 0x9e],
} as const
export const STOP = [0x3a, 0x79, 0x01, 0x00, 0x4c] as const

/** Offsets in a result (vectors). Pressures are two bytes, low one first. Status and time constants are not read. */
export const RESULT = {
  systolic: 2,
  diastolic: 4,
  beats: 6,
  pulse: 16,
  mean: 18,
  error: 20,
} as const

/** Why there is no reading (code). 0 is none. */
export const ERRORS: ReadonlyMap<number, string> = new Map([
  [0x01, 'weak or no signal'],
  [0x02, 'artefact'],
  [0x03, 'out of range'],
  [0x04, 'time limit'],
  [0x55, 'pneumatic blockage'],
  [0x56, 'aborted by the user'],
  [0x57, 'leak or loose cuff'],
  [0x58, 'safety time-out'],
  [0x59, 'over-pressure'],
  [0x5a, 'hardware'],
  [0x5b, 'not permitted'],
  [0x61, 'pressure sensor'],
  [0x63, 'memory'],
])

/** What a cuff and a heart can be; a pressure at rest may be a little below zero. */
export const RANGE = {
  cuff: [-30, 350],
  pressure: [1, 300],
  pulse: [1, 255],
} as const

/** A cuff at this pressure measures: at rest there are a few mmHg at most. */
export const INFLATED_MMHG = 30

/** Times, milliseconds: the pressure is asked for four times a second (code), the result every two seconds. */
export const TIME = { between: 250, result: 2_000 } as const
/**
 * Milliseconds: a cuff is up, and a stop seen to, within these; a start that has an empty cuff for longer came to nothing; so
 * long at rest, it is over.
 */
export const CUFF_TIME = { answer: 10_000, stop: 4_000, rest: 1_500 } as const
export const MAX_QUIET_MS = 3_000
/** Whoever only listens hears nothing between two readings, which may be an hour apart. */
export const LISTENING_QUIET_MS = 3_900_000

/** A result that was asked for counts when it came twice in a row. */
export const TIMES_ASKED = 2

/** Chance that random bytes are a frame: start, a length that can be, the check. */
export const RULES = [
  { allowed: 1, possible: 256 },
  { allowed: 29, possible: 256 },
  { allowed: 1, possible: 256 },
] as const

/** What the twin does: a measurement in its first minute and every five minutes then. */
export const TWIN = {
  everySeconds: 300,
  beginsSeconds: 25,
  endsSeconds: 60,
  highestMmHg: 160,
  lowestMmHg: 40,
  beats: 30,
  offsetsMmHg: 4,
  /** A reading that somebody starts over the line, and what is in the cuff at its most. */
  startedSeconds: 25,
  inflatesSeconds: 4,
  startedMmHg: { adult: 160, paediatric: 130, neonate: 85 },
} as const
