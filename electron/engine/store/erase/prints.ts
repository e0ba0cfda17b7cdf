import { keyedDigest } from '../seal/digest.ts'

const BASE = 0x01000193
const LOW_SUMS = 0x10000
const LOW_SUM = LOW_SUMS - 1
const BYTE_VALUES = 256

/**
 * What is searched for, without being it: its length, a rolling sum over its bytes and a
 * keyed digest. So a search can be made after a crash too, and nothing secret is stored for it.
 */
export interface Print {
  readonly kind: 'key' | 'identifier'
  readonly length: number
  readonly sum: number
  readonly digest: string
}

/** How often each kind was found. */
export interface Found {
  key: number
  identifier: number
}

/** The print of some bytes; `recordKeyHex` keys its digest. */
export function printOf(kind: Print['kind'], bytes: Uint8Array, recordKeyHex: string): Print {
  let sum = 0
  for (const byte of bytes) sum = (Math.imul(sum, BASE) + byte) >>> 0
  return { kind, length: bytes.length, sum, digest: keyedDigest(recordKeyHex, bytes).toString('hex') }
}

/** Counts in `bytes` whatever has one of the prints (Karp and Rabin, IBM J. Res. Dev. 31(2), 1987). */
export function countPrints(prints: readonly Print[], bytes: Uint8Array, recordKeyHex: string): Found {
  const found: Found = { key: 0, identifier: 0 }
  for (const length of new Set(prints.map((print) => print.length))) {
    const wanted = prints.filter((print) => print.length === length)
    countOfLength(wanted, length, bytes, (print, window) => {
      if (keyedDigest(recordKeyHex, window).toString('hex') === print.digest) found[print.kind]++
    })
  }
  return found
}

function countOfLength(
  wanted: readonly Print[],
  length: number,
  bytes: Uint8Array,
  hit: (print: Print, window: Uint8Array) => void,
): void {
  if (length === 0 || bytes.length < length) return
  // Looked at for each byte of a record: one in some ten thousand passes by chance.
  const mayBe = new Uint8Array(LOW_SUMS)
  for (const print of wanted) mayBe[print.sum & LOW_SUM] = 1
  let highest = 1
  for (let index = 0; index < length; index++) highest = Math.imul(highest, BASE)
  const gone = Int32Array.from({ length: BYTE_VALUES }, (_, byte) => Math.imul(byte, highest))
  let sum = 0
  for (let index = 0; index < length; index++) sum = (Math.imul(sum, BASE) + (bytes[index] ?? 0)) | 0
  for (let end = length; ; end++) {
    if (mayBe[sum & LOW_SUM] === 1) {
      for (const print of wanted) if (print.sum === sum >>> 0) hit(print, bytes.subarray(end - length, end))
    }
    if (end >= bytes.length) return
    sum = (Math.imul(sum, BASE) + (bytes[end] ?? 0) - (gone[bytes[end - length] ?? 0] ?? 0)) | 0
  }
}
