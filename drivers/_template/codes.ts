/**
 * Every fact about the device, as tables, with the section of its document.
 * The device here does not exist: a finger clip that sends once a second.
 */

/** Frame (section 1): start, length, pulse rate, saturation, status, check, end. */
export const START = 0xc0
export const END = 0xc1
export const ESCAPE = 0x7d
export const FLIP = 0x20
export const FRAME_BYTES = 5

/** Offsets in the frame without its ends (section 1). */
export const OFFSET = { length: 0, pulseRate: 1, saturation: 2, status: 3, checksum: 4 } as const

/** Value that means "no measurement" (section 2). */
export const NO_VALUE = 0xff

/** Status bits (section 2). */
export const STATUS = { searching: 0x1 } as const

/** Seconds between two frames (section 1). */
export const FRAME_EVERY_MS = 1000

/** How many values a byte can have. */
export const BYTE_VALUES = 256
