/** Bytes whose check is wanted: `from` inclusive, `to` exclusive. */
type Check = (bytes: Uint8Array, from: number, to: number) => number

const BYTE_MASK = 0xff

/** CRC-16/X-25 (ISO/IEC 13239): reflected polynomial 1021, start and final XOR all ones. */
const X25 = { polynomial: 0x8408, allOnes: 0xffff, bits: 8 } as const

function buildX25Table(): Uint16Array {
  return Uint16Array.from({ length: BYTE_MASK + 1 }, (_, byte) => {
    let remainder = byte
    for (let bit = 0; bit < X25.bits; bit++) {
      remainder = (remainder & 1) === 0 ? remainder >> 1 : (remainder >> 1) ^ X25.polynomial
    }
    return remainder
  })
}

const x25Table = buildX25Table()

function sum(bytes: Uint8Array, from: number, to: number): number {
  let total = 0
  for (let index = from; index < to; index++) total += bytes[index] ?? 0
  return total
}

function xor(bytes: Uint8Array, from: number, to: number): number {
  let total = 0
  for (let index = from; index < to; index++) total ^= bytes[index] ?? 0
  return total
}

function crc16X25(bytes: Uint8Array, from: number, to: number): number {
  let remainder: number = X25.allOnes
  for (let index = from; index < to; index++) {
    const slot = (remainder ^ (bytes[index] ?? 0)) & BYTE_MASK
    remainder = (remainder >> X25.bits) ^ (x25Table[slot] ?? 0)
  }
  return remainder ^ X25.allOnes
}

/**
 * The checks that monitors put at the end of a frame, by name. Each takes the
 * bytes and the range [from, to) and gives the number that the wire must carry.
 */
export const checksums = {
  /** Sum of all bytes modulo 256. */
  sum8: (bytes, from, to) => sum(bytes, from, to) & BYTE_MASK,
  /** One's complement of the sum modulo 256. */
  sum8Inverted: (bytes, from, to) => ~sum(bytes, from, to) & BYTE_MASK,
  /** Two's complement of the sum modulo 256: sum and check add up to zero. */
  sum8Negated: (bytes, from, to) => -sum(bytes, from, to) & BYTE_MASK,
  xor8: (bytes, from, to) => xor(bytes, from, to) & BYTE_MASK,
  crc16X25,
} as const satisfies Record<string, Check>
