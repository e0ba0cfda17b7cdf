/**
 * Every fact about the Contec CMS50 family, as tables. Sections: A is the vendor's
 * V5.0A sheet of the old 5-byte stream, B the vendor's V7.0 document, C the
 * published description of the USB HID reports.
 */

/** Line settings (A and B, "link"). The parity of the old stream may also be read as 8N1. */
export const BAUD = { v7: 115_200, old: 19_200, oldest: 4800 } as const

/** No measurement (A, B, C): saturation 127, rate 255, perfusion all ones (HID: 7F 00, the lower half first). Clones send 0 for the first two. */
export const NONE = { saturation: 0x7f, rate: 0xff, perfusionV7: 0xffff, perfusionHid: 0x7f } as const

/** What the fields can be at most (A, B): larger is damage. */
export const HIGHEST = { saturationPercent: 100, strength: 8, perfusionHundredths: 2200 } as const

/** Bits and shifts that all three use. */
export const BYTE_VALUES = 256
export const BIT_7 = 0x80
export const LOW_7 = 0x7f
export const PERFUSION_PER_PERCENT = 100
/** Full scale of the pleth, and its flat line without a finger (B, C). */
export const PLETH = { highest: 0x7f, flat: 0x40 } as const
/** Samples a second: A and B as documented, C as measured on the recording (12,534 in 212 s). */
export const RATE_HZ = { serial: 60, hid: 59 } as const

/** A: byte 0 is the only one with bit 7. */
export const OLD = {
  bytes: 5,
  offset: { status: 0, pleth: 1, bar: 2, rate: 3, saturation: 4 },
  status: { strength: 0xf, searchingTooLong: 0x10 },
  bar: { rateBit7: 0x40, searching: 0x20, probeError: 0x10 },
} as const

/** B: total bytes of a packet by its type. The first rows are the vendor's table, the last were seen on hardware. */
export const V7_BYTES: ReadonlyMap<number, number> = new Map([
  [0x01, 9],
  [0x04, 9],
  [0x05, 9],
  [0x07, 8],
  [0x08, 8],
  [0x09, 6],
  [0x0a, 4],
  [0x0b, 4],
  [0x0c, 2],
  [0x0d, 3],
  [0x0e, 3],
  [0x0f, 8],
  [0x10, 3],
  [0x11, 9],
  [0x12, 8],
  [0x15, 9],
  [0x02, 9],
  [0x03, 9],
  [0x06, 4],
  [0x13, 9],
  [0x14, 9],
])

/** B: live data packet. Byte 1 carries bit 7 of the bytes behind it, which all have their own bit 7 set. */
export const V7 = {
  live: 0x01,
  free: 0x0c,
  longestBytes: 9,
  highBits: 1,
  offset: { status: 2, pleth: 3, bar: 4, rate: 5, saturation: 6, perfusionLow: 7, perfusionHigh: 8 },
  status: { probeError: 0x80, searchingTooLong: 0x10, strength: 0xf },
  pleth: { searching: 0x80 },
  bar: { perfusionInvalid: 0x10 },
} as const

/** B: a command is 9 bytes; the third says what. */
export const V7_COMMAND = {
  head: [0x7d, 0x81],
  tail: [0x80, 0x80, 0x80, 0x80, 0x80, 0x80],
  start: 0xa1,
  stop: 0xa2,
  stopStored: 0xa7,
  keepAlive: 0xaf,
} as const

/** C: frames in reports of 64 bytes that are filled with zeros. Last byte: sum of the others AND 7F. */
export const HID = {
  reportBytes: 64,
  filler: 0,
  first: 0xeb,
  checkMask: 0x7f,
  kind: { pleth: 0x00, numbers: 0x01, stopped: 0x7f },
  bytes: { pleth: 6, numbers: 8, stopped: 3 },
  offset: { kind: 1, pleth: 3, bar: 4, flag: 2, rate: 3, saturation: 4, perfusionLow: 5, perfusionHigh: 6 },
  flag: { rateBit7: 0x02 },
  barWithoutFinger: 0x60,
} as const

/** C: what the oximeter says of itself on USB. */
export const HID_DEVICE = { vendorId: '28e9', productId: '028a' } as const

/** C: commands of the host. */
export const HID_COMMAND = {
  startPleth: [0x9b, 0x00, 0x1b],
  startNumbers: [0x9b, 0x01, 0x1c],
  ping: [0x9a, 0x1a],
} as const

/** Timing of the conversation (B: no reply within 1 s means try again; B and C: keep-alive every 5 s). */
export const SESSION = {
  spacingMs: 100,
  retryMs: 1000,
  quickTries: 5,
  slowRetryMs: 5000,
  keepAliveMs: 5000,
} as const

/** Longest silence of a stream that sends sixty times a second, finger or not. */
export const MAX_QUIET_MS = 2500
