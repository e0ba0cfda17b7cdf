import { checksums } from '../framing/checksum.ts'
import { exactly, type LengthFormat } from '../framing/length.ts'
import { lockErrors } from '../framing/lock.ts'
import { FRAME, RULES } from './codes.ts'

const BYTE_BITS = 8
const SIGN_SHIFT = 16

/** How frames are told apart and checked. */
export const format: LengthFormat = {
  sync: exactly(FRAME.start),
  headerBytes: FRAME.dataAt,
  maximumBytes: FRAME.longestBytes,
  lengthOf: (header) => {
    const length = header[FRAME.lengthAt] ?? 0
    return length >= FRAME.shortestBytes && length <= FRAME.longestBytes ? length : null
  },
  problemOf: (frame) => (checksums.sum8(frame, 0, frame.length) === 0 ? null : 'checksum'),
}

/** Two bytes, low one first, as a number with a sign. */
export function signed16(bytes: Uint8Array, at: number): number {
  const raw = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << BYTE_BITS)
  return (raw << SIGN_SHIFT) >> SIGN_SHIFT
}

/** What random bytes must match. */
export const lock = lockErrors(RULES)
