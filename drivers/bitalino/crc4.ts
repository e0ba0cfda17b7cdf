import { CRC, LAST } from './codes.ts'

const BITS = 8
const TOP_BIT = 7

/** The check of a packet (codes.ts, A): over all its bits, its own nibble taken as zeros. */
export function crc4(bytes: Uint8Array, from: number, length: number): number {
  let remainder = 0
  for (let index = 0; index < length; index++) {
    const isLast = index === length - 1
    const byte = (bytes[from + index] ?? 0) & (isLast ? ~LAST.checkMask : ~0)
    for (let bit = 0; bit < BITS; bit++) {
      remainder <<= 1
      if ((remainder & CRC.carry) !== 0) remainder ^= CRC.polynomial
      remainder ^= (byte >> (TOP_BIT - bit)) & 1
    }
  }
  return remainder & CRC.mask
}
