/**
 * Every fact about the stream of the module, as tables. "text" is the protocol text of a compatible sensor, with which one open
 * driver agrees; the vendor's own document was not available, and no module was ever heard.
 */

/** Line (text): 9600 8N1; the module sends by itself, 20 frames a second. */
export const BAUD = 9_600
export const RATE_HZ = 20

/** Frame (text): two fixed bytes, kind, status, five waves of two bytes, six slow bytes, check. All but the first two add up to zero. */
export const FRAME = {
  first: 0xaa,
  second: 0x55,
  headBytes: 3,
  bytes: 21,
  kindAt: 2,
  statusAt: 3,
  wavesAt: 4,
  slowAt: 14,
} as const

/** What the slow bytes are, by kind of frame (text). Kinds 3 to 5 are registers, configuration and service: not read. */
export const KIND = { inspired: 0, expired: 1, general: 2, last: 5 } as const

/** Status bits (text). With one of the last two nothing is a measurement, with the one before them no oxygen. */
export const STATUS = {
  breath: 0x01,
  noBreath: 0x02,
  replaceOxygenSensor: 0x08,
  checkAdapter: 0x10,
  sensorError: 0x40,
} as const
export const NOT_MEASURING = STATUS.checkAdapter | STATUS.sensorError

/** Instead of a wave, or any two bytes, and of a slow byte (text). */
export const NONE = { wave: 0xffff, slow: 0xff } as const

/** Gases in the order of the waves and of the slow bytes (text). AA is an anaesthetic agent. */
export const GASES = ['CO2', 'N2O', 'AA1', 'AA2', 'O2'] as const
export const OXYGEN = GASES.indexOf('O2')

/** Slow bytes of the general kind (text; their order is not certain). The pressure is two bytes, high one first. */
export const GENERAL = { rate: 0, sinceBreath: 1, agents: [2, 3], pressure: 4 } as const

/** A wave counts probably in hundredths of a volume percent (text): the first scale of the trace, no more. */
export const HIGHEST = { CO2: 1_000, N2O: 10_000, AA1: 1_000, AA2: 1_000, O2: 10_000 } as const

/** Samples joined into one wave: a fifth of a second. */
export const BATCH = 4
export const MAX_QUIET_MS = 2_500

/** Chance that random bytes are a frame: two fixed bytes, a kind, the check. */
export const RULES = [
  { allowed: 1, possible: 65_536 },
  { allowed: 6, possible: 256 },
  { allowed: 1, possible: 256 },
] as const

/** What the twin is. */
export const TWIN = { countsPerPercent: 100, pressureCounts: 10_100, longestSinceBreath: 254 } as const
