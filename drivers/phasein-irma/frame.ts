import { checksums } from '../framing/checksum.ts'
import { exactly, type LengthFormat } from '../framing/length.ts'
import { lockErrors } from '../framing/lock.ts'
import { FRAME, KIND, RULES } from './codes.ts'

/** How frames are told apart and checked. */
export const format: LengthFormat = {
  sync: exactly(FRAME.first, FRAME.second),
  headerBytes: FRAME.headBytes,
  maximumBytes: FRAME.bytes,
  lengthOf: (head) => ((head[FRAME.kindAt] ?? 0) <= KIND.last ? FRAME.bytes : null),
  problemOf: (frame) => (checksums.sum8(frame, FRAME.kindAt, frame.length) === 0 ? null : 'checksum'),
}

/** Two bytes, high one first. */
export function unsigned16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
}

/** What random bytes must match. */
export const lock = lockErrors(RULES)
