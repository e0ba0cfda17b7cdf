/**
 * Every fact about the stream that Berry calls the "BCI protocol", from the vendor's sheet v1.2; three open programs agree
 * with it. The line speed is not in the sheet: USB cables are used at 115200.
 */

export const BAUD = 115_200

/** Packets a second, each with a pleth sample and all numbers. */
export const RATE_HZ = 100

/** No measurement: saturation 127, rate 255, strength 15, pleth 0. */
export const NONE = { saturation: 0x7f, rate: 0xff, strength: 0xf, pleth: 0 } as const

/** What the fields can be at most: larger is damage. */
export const HIGHEST = { saturationPercent: 100, strength: 8, pleth: 100 } as const

/** Byte 0 is the only one with bit 7. */
export const PACKET = {
  bytes: 5,
  offset: { status: 0, pleth: 1, bar: 2, rate: 3, saturation: 4 },
  status: { first: 0x80, unplugged: 0x20, noSignal: 0x10, strength: 0xf },
  bar: { rateBit7: 0x40, searching: 0x20, noFinger: 0x10 },
} as const

export const BIT_7 = 0x80
export const LOW_7 = 0x7f

/** Longest silence of a stream that comes a hundred times a second, finger or not. */
export const MAX_QUIET_MS = 2_500

/** What the twin shows: the middle of its pleth, the swing about it, and the bar as a share of the pleth. */
export const TWIN = { plethMiddle: 50, plethSwing: 45, strengthPerPercent: 2, plethPerBar: 7 } as const
