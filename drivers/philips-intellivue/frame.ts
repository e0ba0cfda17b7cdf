import { checksums } from '../framing/checksum.ts'
import { type DelimitedFormat, stuff } from '../framing/delimited.ts'
import { FRAME } from './codes.ts'

const BYTE_BITS = 8

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << BYTE_BITS) | (bytes[at + 1] ?? 0)
}

/** Frames of the fixed-baud-rate protocol: a header with the length, user data, CRC-16/X-25 low byte first. */
export const mibFormat: DelimitedFormat = {
  open: FRAME.open,
  close: FRAME.close,
  escape: FRAME.escape,
  flip: FRAME.flip,
  stuffed: [FRAME.open, FRAME.close, FRAME.escape],
  minimumBytes: FRAME.headerBytes + FRAME.checkBytes,
  maximumBytes: FRAME.maximumBytes,
  checksumHolds: (frame) => {
    const end = frame.length - FRAME.checkBytes
    const sent = (frame[end] ?? 0) | ((frame[end + 1] ?? 0) << BYTE_BITS)
    return checksums.crc16X25(frame, 0, end) === sent
  },
  lengthHolds: (frame) => word(frame, FRAME.lengthAt) === frame.length - FRAME.headerBytes - FRAME.checkBytes,
}

/** The user data of a checked frame; null if it belongs to another protocol. */
export function userData(frame: Uint8Array): Uint8Array | null {
  if (frame[0] !== FRAME.protocol || frame[1] !== FRAME.messageType) return null
  return frame.subarray(FRAME.headerBytes, frame.length - FRAME.checkBytes)
}

/** Wraps user data for the wire. In: the message. Out: header, data and check, stuffed between the flags. */
export function frameMessage(message: Uint8Array): Uint8Array {
  const plain = new Uint8Array(message.length + FRAME.headerBytes + FRAME.checkBytes)
  const view = new DataView(plain.buffer)
  view.setUint8(0, FRAME.protocol)
  view.setUint8(1, FRAME.messageType)
  view.setUint16(FRAME.lengthAt, message.length)
  plain.set(message, FRAME.headerBytes)
  const end = plain.length - FRAME.checkBytes
  view.setUint16(end, checksums.crc16X25(plain, 0, end), true)
  return stuff(mibFormat, plain)
}
