import { checksums } from '../framing/checksum.ts'
import { exactly, type LengthFormat } from '../framing/length.ts'
import { lockErrors } from '../framing/lock.ts'
import { BYTE_VALUES, COMMAND_N, FRAME, N_BY_ID } from './codes.ts'

/** A frame around an id and its data. Out: the bytes for the wire. */
export function frameOf(id: number, data: readonly number[]): Uint8Array {
  const n = data.length + FRAME.headerBytes
  const bytes = Uint8Array.of(...FRAME.head, n, id, ...data, 0)
  const last = bytes.length - 1
  bytes[last] = checksums.sum8Inverted(bytes, FRAME.lengthAt, last)
  return bytes
}

/** A command of the host. In: its id and argument. */
export function commandOf(id: number, argument: number): Uint8Array {
  const bytes = frameOf(id, [argument])
  if (bytes[FRAME.lengthAt] !== COMMAND_N) throw new TypeError('"argument" must be one byte')
  return bytes
}

/** How the board's frames are told apart and checked. */
export const format: LengthFormat = {
  sync: exactly(...FRAME.head),
  headerBytes: FRAME.headerBytes,
  maximumBytes: FRAME.headBytes + FRAME.highestN,
  lengthOf(header) {
    const n = header[FRAME.lengthAt] ?? 0
    return n < FRAME.lowestN || n > FRAME.highestN ? null : FRAME.headBytes + n
  },
  problemOf(frame) {
    const last = frame.length - 1
    if (checksums.sum8Inverted(frame, FRAME.lengthAt, last) !== frame[last]) return 'checksum'
    const allowed = N_BY_ID.get(frame[FRAME.idAt] ?? 0)
    return allowed === undefined || allowed.includes(frame[FRAME.lengthAt] ?? 0) ? null : 'length'
  },
}

const LEGAL_N = FRAME.highestN - FRAME.lowestN + 1

/** What random bytes must match to be a frame: two fixed bytes, a length that can be, and the sum. */
export const lock = lockErrors([
  { allowed: 1, possible: BYTE_VALUES },
  { allowed: 1, possible: BYTE_VALUES },
  { allowed: LEGAL_N, possible: BYTE_VALUES },
  { allowed: 1, possible: BYTE_VALUES },
])
