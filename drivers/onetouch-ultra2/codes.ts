/**
 * Every fact about the meter's data port, as tables. "programs" is what two open programs agree on, "program" what one of them
 * says, "lines" the four lines that the other quotes; the vendor's own document was not available.
 */

/** Line (programs): 9600 8N1. */
export const BAUD = 9_600

/** The meter is woken by two control characters, then asked for its clock or its whole memory (programs). Nothing else is ever sent. */
export const QUESTION = {
  clock: [0x11, 0x0d, 0x44, 0x4d, 0x46, 0x0d],
  memory: [0x11, 0x0d, 0x44, 0x4d, 0x50, 0x0d],
} as const

/** A line ends in a blank and four digits: the sum of all characters before that blank (lines). */
export const LINE = {
  longestBytes: 120,
  form: /^([ -~]+) ([0-9A-F]{4})$/,
  sumValues: 65_536,
} as const
export const HEX = 16

/** First line of an answer: how many readings there are, serial number, what the meter's own screen shows (lines). */
export const HEADER = /^P (\d{3}),"([^"]*)","([^"]*)"$/

/** One reading: weekday, date, time, result, meal, comment (lines). */
export const RECORD =
  /^P "[A-Z]{3}","(\d{2})\/(\d{2})\/(\d{2})","(\d{2}):(\d{2}):(\d{2}) *","([ -~]{6})","([A-Z ])","(\d{2})",[ -~]*$/
export const CENTURY = 2_000
/** The clock (program), in the form of a reading's time. */
export const CLOCK = /^F "[A-Z]{3}","(\d{2})\/(\d{2})\/(\d{2})","(\d{2}):(\d{2}):(\d{2}) *"$/

/**
 * Six characters of a result (programs): a control solution has a C first, three digits stand before the last, which is blank
 * or says that the memory lost it. A word stands for digits where the result is out of range.
 */
export const RESULT = {
  control: 'C',
  number: /^[ -~]{2}(\d{3})([ -~])$/,
  high: 'HIGH',
  low: 'LOW',
  plain: ' ',
} as const

/** What the meter can measure, mg/dL (program). The wire has mg/dL whatever its screen shows. */
export const RANGE = [20, 600] as const

/** Meal flags (lines): none, before, after. */
export const MEALS: Readonly<Record<string, number>> = { N: 0, B: 1, A: 2 }

/** How often the memory is asked for, seconds; how long the clock is waited for and after how long a silence an answer has ended, milliseconds. */
export const EVERY_SECONDS = { least: 5, usual: 6, most: 600 } as const
export const TIME = { clockWaits: 1_000, lineWaits: 3_000 } as const
export const MAX_QUIET_MS = 20_000
/** Of the interval that was asked for, the line may be silent so many times (DESIGN rule 2). */
export const QUIET_INTERVALS = 2.5
/** An answer is never longer: the header has three digits. */
export const MOST_RECORDS = 999

/** What the twin is: its memory before it was joined, and the readings after. */
export const TWIN = {
  serial: 'TWIN00001',
  storedUtcMs: [Date.UTC(2025, 11, 30, 7, 55, 12), Date.UTC(2025, 11, 30, 18, 20, 41)],
  firstSeconds: 15,
  everySeconds: 42,
  leastMgDl: 75,
  spreadMgDl: 90,
  /** A line of 60 characters takes so long. */
  lineMs: 62,
} as const
