import { checksums } from '../framing/checksum.ts'
import { lockErrors } from '../framing/lock.ts'
import type { SyncBitFormat } from '../framing/sync-bit.ts'
import { COMMAND, COMMANDS, FRAME, PARAMETER_BYTES, RULES, WAVE } from './codes.ts'

/** What random bytes must match. */
export const lock = lockErrors(RULES)

/** A frame as both sides send it. */
export function frameOf(command: number, data: readonly number[] = []): Uint8Array {
  const bytes = Uint8Array.of(command, data.length + 1, ...data, 0)
  const last = bytes.length - 1
  bytes[last] = checksums.sum8Negated(bytes, 0, last) & FRAME.checkMask
  return bytes
}

/** Whether a packet of the wave has the length that its parameter demands. */
function isWaveWhole(frame: Uint8Array): boolean {
  const behind = frame.length - FRAME.around - 1 - WAVE.bytes
  if (behind <= 0) return behind === 0
  const wanted = PARAMETER_BYTES.get(frame[FRAME.dataAt + WAVE.parameterAt] ?? 0)
  return wanted === undefined || behind === 1 + wanted
}

/** How frames are told apart and checked. */
export const format: SyncBitFormat = {
  first: 'high',
  maximumBytes: FRAME.longest,
  lengthOf: (first) => (COMMANDS.has(first) ? FRAME.around + 1 : null),
  lengthFrom: (count) => FRAME.around + count,
  problemOf(frame) {
    if ((checksums.sum8(frame, 0, frame.length) & FRAME.checkMask) !== 0) return 'checksum'
    return frame[0] === COMMAND.wave && !isWaveWhole(frame) ? 'length' : null
  },
}
