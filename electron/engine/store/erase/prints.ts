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

/** All prints of one length, and what finding them takes. */
interface OfLength {
  readonly length: number
  readonly wanted: readonly Print[]
  /** By the low bits of a sum: looked at for each byte of a record, one in some ten thousand passes by chance. */
  readonly mayBe: Uint8Array
  /** What a byte that leaves the window takes from its sum. */
  readonly gone: Int32Array
}

function ofLength(prints: readonly Print[], length: number): OfLength {
  const wanted = prints.filter((print) => print.length === length)
  const mayBe = new Uint8Array(LOW_SUMS)
  for (const print of wanted) mayBe[print.sum & LOW_SUM] = 1
  let highest = 1
  for (let index = 0; index < length; index++) highest = Math.imul(highest, BASE)
  const gone = Int32Array.from({ length: BYTE_VALUES }, (_, byte) => Math.imul(byte, highest))
  return { length, wanted, mayBe, gone }
}

/** Counts whatever has one of some prints (Karp and Rabin, IBM J. Res. Dev. 31(2), 1987). */
export class PrintCounter {
  readonly #lengths: readonly OfLength[]
  readonly #recordKeyHex: string

  constructor(prints: readonly Print[], recordKeyHex: string) {
    const lengths = [...new Set(prints.map(({ length }) => length))].filter((length) => length > 0)
    this.#lengths = lengths.map((length) => ofLength(prints, length))
    this.#recordKeyHex = recordKeyHex
  }

  /** Counts in `bytes` what ends behind `from`, so that the parts of a long text can be searched one after the other. */
  count(bytes: Uint8Array, from = 0, to = bytes.length): Found {
    const found: Found = { key: 0, identifier: 0 }
    for (const one of this.#lengths)
      this.#countLength(one, bytes.subarray(Math.max(0, from - one.length + 1), to), found)
    return found
  }

  #countLength({ length, wanted, mayBe, gone }: OfLength, bytes: Uint8Array, found: Found): void {
    if (bytes.length < length) return
    let sum = 0
    for (let index = 0; index < length; index++) sum = (Math.imul(sum, BASE) + (bytes[index] ?? 0)) | 0
    for (let end = length; ; end++) {
      if (mayBe[sum & LOW_SUM] === 1) {
        for (const print of wanted)
          if (print.sum === sum >>> 0 && this.#is(print, bytes.subarray(end - length, end)))
            found[print.kind]++
      }
      if (end >= bytes.length) return
      sum = (Math.imul(sum, BASE) + (bytes[end] ?? 0) - (gone[bytes[end - length] ?? 0] ?? 0)) | 0
    }
  }

  #is({ digest }: Print, window: Uint8Array): boolean {
    return keyedDigest(this.#recordKeyHex, window).toString('hex') === digest
  }
}
