/**
 * Every fact about the scale's output, as tables. "sheet" is the vendor's protocol sheet with its two printed packets, as an
 * open program gives it; "program" a second open program that reads the same fields.
 */

/** Line (sheet): 9600 8N1, by RS-232 or its own USB serial chip. It sends by itself once a second while a weight is held. */
export const BAUD = 9_600
export const EVERY_MS = 1_000

/** Fields begin with an escape and a letter; R opens a packet, E closes it. In a stream a packet opens with a digit (sheet). */
export const FRAME = {
  escape: 0x1b,
  streamOpens: 0x36,
  opens: 0x52,
  closes: 0x45,
  headBytes: 2,
  longestBytes: 128,
} as const

/** Letters of the fields (sheet): number of the person, weight, height, body mass index, tare, units. */
export const FIELD = {
  person: 'I',
  weight: 'W',
  height: 'H',
  index: 'B',
  tare: 'T',
  units: 'N',
} as const

/** What a field may hold (sheet, program). */
export const NUMBER = /^-?\d{1,4}(?:\.\d{1,2})?$/
export const PERSON = /^[ -~]{0,20}$/
export const NOBODY = /^[0 ]*$/
/** Units (sheet): metric is kg and cm, the other lb and in. */
export const UNITS = { m: 'metric', c: 'imperial' } as const

/** What a person can weigh and measure; less than one is nothing on the scale (program). 0.0 is "not entered". */
export const RANGE = {
  metric: { weight: [1, 500], height: [20, 272] },
  imperial: { weight: [2, 1_100], height: [8, 107] },
  index: [4, 200],
} as const

/** A weight counts once it came so often in a row. */
export const TIMES = 3
/** After so long without a packet somebody steps on anew. */
export const PAUSE_MS = 5_000
export const MAX_QUIET_MS = 10_000
/** Three packets after the longest pause of a person. */
export const RECOVERS_MS = 14_000
export const MOST_WAIT_MINUTES = 10_080

/** Chance that random bytes are a packet: its opening, a weight, its units and its end. */
export const RULES = [
  { allowed: 2, possible: 65_536 },
  { allowed: 1, possible: 65_536 },
  { allowed: 2, possible: 16_777_216 },
  { allowed: 1, possible: 65_536 },
] as const

/** What the twin is: somebody on the scale for most of every forty seconds, then the next. */
export const TWIN = {
  everySeconds: 40,
  standsSeconds: 34,
  leastTenths: 480,
  spreadTenths: 450,
  height: '172.0',
  heightMetres: 1.72,
  tare: '0.0',
} as const
