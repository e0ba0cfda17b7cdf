/**
 * Every fact about the BITalino (r)evolution, as tables. Sections: A is the packet and B the
 * commands as the maker's programming interface has them, C the data sheet of its ECG sensor.
 */

/** B: over Bluetooth or a cable alike. */
export const BAUD = 115_200

/** A: how many bytes a packet with so many ports has. Nothing marks where one begins. */
export const PACKET_BYTES = [3, 4, 6, 7, 8, 8] as const
export const MOST_PORTS = PACKET_BYTES.length
export const LONGEST_BYTES = 8

/** A: where a port lies, counted from the end: the low part, the byte with the high part, and how far each is moved. */
interface Place {
  readonly low: number
  readonly lowShift: number
  readonly high: number
  readonly highMask: number
  readonly highShift: number
}
export const PLACES: readonly Place[] = [
  { low: 3, lowShift: 2, high: 2, highMask: 0x0f, highShift: 6 },
  { low: 4, lowShift: 0, high: 3, highMask: 0x03, highShift: 8 },
  { low: 6, lowShift: 6, high: 5, highMask: 0xff, highShift: 2 },
  { low: 7, lowShift: 4, high: 6, highMask: 0x3f, highShift: 4 },
  { low: 8, lowShift: 6, high: 7, highMask: 0x0f, highShift: 2 },
  { low: 8, lowShift: 0, high: 8, highMask: 0x00, highShift: 0 },
]
/** A: the first four ports have 10 bits, the last two 6. */
export const HIGHEST = { wide: 1023, narrow: 63, wideAtMost: 4 } as const
export const NARROW_MASK = 0x3f

/** A: the last byte is the sequence and the check, the one before it begins with the four digital lines. */
export const LAST = { sequenceShift: 4, sequences: 16, checkMask: 0x0f } as const
export const DIGITAL = [
  { name: 'I1', bit: 0x80 },
  { name: 'I2', bit: 0x40 },
  { name: 'O1', bit: 0x20 },
  { name: 'O2', bit: 0x10 },
] as const
export const DIGITAL_AT = 2

/** A: CRC-4 with the polynomial x^4 + x + 1, the check itself taken as 0. */
export const CRC = { carry: 0x10, polynomial: 0x03, mask: 0x0f } as const

/** B: one byte each. A rate is its code above the mark of two bits, the start carries a bit for each port. */
export const COMMAND = {
  stop: 0x00,
  rate: { mark: 0x03, shift: 6, codes: { '100': 2, '1000': 3 } },
  start: { mark: 0x01, shift: 2 },
} as const

/** C: 3.3 V over 10 bits around its middle, behind an amplification of 1100. */
const SUPPLY_MILLIVOLT = 3300
const AMPLIFICATION = 1100
const COUNTS = 1024
export const ECG = {
  unit: 'mV',
  millivoltPerCount: SUPPLY_MILLIVOLT / COUNTS / AMPLIFICATION,
  offsetMillivolt: -SUPPLY_MILLIVOLT / 2 / AMPLIFICATION,
} as const

/** Packets looked at to know where they begin, and how many of those behind the first must follow it by check and sequence. */
export const CHAIN = { packets: 4, following: 2 } as const

/**
 * Timing of the conversation. A board that was stopped is quiet before it is started, and what comes within the proof
 * behind the start is at most three times off the rate that was asked for: the next rates are ten times off.
 */
export const SESSION = {
  spacingMs: 200,
  silenceMs: 1500,
  quickTries: 5,
  slowRetryMs: 3000,
  proofMs: 500,
  offBy: 3,
} as const

/** Longest silence of a board that sends at least a hundred times a second. */
export const MAX_QUIET_MS = 2500
