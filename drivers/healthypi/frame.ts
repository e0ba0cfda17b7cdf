import { exactly, type LengthFormat } from '../framing/length.ts'
import { lockErrors } from '../framing/lock.ts'
import { BYTE_VALUES, FRAME, PAYLOADS, type PayloadKind } from './codes.ts'

const LONGEST = Math.max(...PAYLOADS.map(({ bytes }) => bytes))

/** Which payload a frame carries; null if its type and length are not one of the known pairs. */
export function kindOf(frame: Uint8Array): PayloadKind | null {
  const bytes = (frame[FRAME.lengthAt] ?? 0) + (frame[FRAME.lengthAt + 1] ?? 0) * BYTE_VALUES
  for (const payload of PAYLOADS) {
    if (payload.bytes === bytes && payload.type === frame[FRAME.typeAt]) return payload.kind
  }
  return null
}

/** How the boards' frames are told apart: known bytes at both ends, and a length that goes with the type. */
export const format: LengthFormat = {
  sync: exactly(...FRAME.head),
  headerBytes: FRAME.payloadAt,
  maximumBytes: LONGEST + FRAME.overheadBytes,
  lengthOf(header) {
    const kind = kindOf(header)
    return kind === null ? null : (header[FRAME.lengthAt] ?? 0) + FRAME.overheadBytes
  },
  problemOf(frame) {
    const [first, second] = FRAME.tail
    const isWhole = frame[frame.length - 2] === first && frame[frame.length - 1] === second
    return isWhole ? null : 'length'
  },
}

const fixed = { allowed: 1, possible: BYTE_VALUES } as const

/** What random bytes must match: both ends, and one of the known pairs of type and length. */
export const lock = lockErrors([
  fixed,
  fixed,
  { allowed: PAYLOADS.length, possible: BYTE_VALUES ** 3 },
  fixed,
  fixed,
])
