/** Reversed polynomial of CRC-32 (ISO-HDLC, IEEE 802.3). */
const POLYNOMIAL = 0xedb88320
const TABLE = makeTable()

function makeTable(): Uint32Array {
  const table = new Uint32Array(256)
  for (let byte = 0; byte < 256; byte++) {
    let value = byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1
    table[byte] = value
  }
  return table
}

/** CRC-32 of `bytes[from, to)` as an unsigned 32-bit number. Finds every burst of up to 32 damaged bits. */
export function crc32(bytes: Uint8Array, from: number, to: number): number {
  let value = 0xffffffff
  for (let index = from; index < to; index++) {
    value = (value >>> 8) ^ (TABLE[(value ^ (bytes[index] as number)) & 0xff] as number)
  }
  return (value ^ 0xffffffff) >>> 0
}
