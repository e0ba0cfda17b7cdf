/**
 * Every fact about the native stream of Dinamap PRO 1000 monitors, as tables. No document of the vendor is known: "reader" is
 * what an open reader of the stream does, "recording" what 23 s of one recorded stream show.
 */

/** Line: 900 bytes a second need 9600; the setting itself is written down nowhere. */
export const BAUD = 9600

/** Block (reader and recording): 18 bytes, fifty a second, unasked. */
export const BLOCK_BYTES = 18
export const BLOCKS_PER_SECOND = 50

/** Where things stand in a block. The bytes of `other` are numbers in turn, and which is which is not known: not read. */
export const OFFSET = {
  sequence: 0,
  status: 1,
  slots: 2,
  ecg: 7,
  other: 12,
  check: 15,
  notCheck: 16,
  notSequence: 17,
} as const

/** Numbers of blocks: 0 to 199, again and again, 4 s (recording). */
export const SEQUENCES = 200

/** Check (recording, every block): CRC-8, reflected polynomial 0x85, start 0, over the bytes from status to the check. */
export const REFLECTED_POLYNOMIAL = 0xa1

/** Bits of the status (reader). The two counters go up with each beat and each breath; what the last bit means is not known. */
export const STATUS = { beats: 0x06, breaths: 0x18, warning: 0x20, crisis: 0x40 } as const

/** A channel of a block: four samples of ten bits, the first in the highest bits (reader and recording). */
export const SAMPLES = 4
export const SAMPLE_BITS = 10
/** Samples rest about 508 (recording); how many counts are a millivolt or an ohm is not known. */
export const HIGHEST_SAMPLE = 1023
/** The ECG is sent at four samples a block, of the other channel each place is a wave of its own (recording). */
export const ECG_HZ = 200
export const SLOT_HZ = 50

/** What the monitor's two alarm bits are called (reader); the wire has no words and no cause. */
export const ALARMS = [
  { mask: STATUS.crisis, text: 'CRISIS', priority: 'high' },
  { mask: STATUS.warning, text: 'WARNING', priority: 'medium' },
] as const

/** A block at most half a second behind the last one came late or twice; one further behind begins another row of numbers. */
export const LATE_BLOCKS = 25

export const MAX_QUIET_MS = 2000
export const BYTE_VALUES = 256
export const BYTE_MASK = 0xff
