/**
 * Every fact about the kiosk's port, as tables. "programs" is what two open programs agree on; the vendor's own document was
 * not available, and no reply of a kiosk was ever seen.
 */

/** Line: 2400 8N1 as delivered (one program), 9600 in a country's clinics (the other). */
export const BAUD = { usual: 2_400, other: 9_600 } as const

/** The question for the last reading (programs). Commands that start or stop a cuff are not in this file. */
export const QUESTION = [0x16, 0x16, 0x01, 0x30, 0x20, 0x02, 0x52, 0x42, 0x03, 0x10] as const

/**
 * Reply (programs): six bytes of which the last says "received", then text between a start and an end. Whether a check stands
 * behind the end is not known; a byte more is let pass.
 */
export const FRAME = {
  received: 0x06,
  opens: 0x02,
  closes: 0x03,
  headBytes: 6,
  checkBytes: 1,
  shortestBytes: 20,
  longestBytes: 128,
} as const

/** Fields of the text lie between these (programs). */
export const SEPARATOR = '\x1e'

/** The first field is the model; the second its time, to the minute (programs). */
export const MODEL = /^ *TM-?26\d{2}[ A-Z]*$/
export const TIME_TEXT = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/
export const CENTURY = 2_000
/** What stands before the first lettered field: the error last (programs). 0 is none. */
export const ERROR = /^ *\d{1,3} *$/
/** A lettered field and its number (programs). */
export const LETTERED = /^([A-Z]) *(\d{0,3}) *$/
export const LETTER = { systolic: 'S', mean: 'M', diastolic: 'D', pulse: 'P', inflation: 'L' } as const
/** A field that has no letter, behind the lettered ones: the largest amplitude. It is not read. */
export const BARE = /^ *\d{0,4} *$/

/** What a cuff and a heart can be. */
export const RANGE = { pressure: [1, 300], pulse: [1, 255], inflation: [1, 350] } as const

/** A reply counts once it came so often in a row. */
export const TIMES = 3
export const EVERY_MS = 2_000
export const MAX_QUIET_MS = 6_000
/** Three replies, and the one that was lost. */
export const RECOVERS_MS = 9_000

/** Chance that random bytes are a reply: its start, model and time, four separators, an error and its end. */
export const RULES = [
  { allowed: 1, possible: 256 },
  { allowed: 1, possible: 16_777_216 },
  { allowed: 10, possible: 256 },
  { allowed: 1, possible: 256 },
] as const

/** What the twin is: a reading from before it was joined, the next after a minute, then one every five minutes. */
export const TWIN = {
  model: 'TM2655',
  storedUtcMs: Date.UTC(2025, 11, 31, 9, 41),
  firstSeconds: 57,
  everySeconds: 300,
  inflation: 180,
  amplitude: 12,
  stored: { systolic: 110, diastolic: 70, mean: 83, pulse: 60, spread: 20 },
} as const
