/**
 * Binary range coder (32-bit range, carry propagation by a cached byte). The
 * probability of each bit comes from outside; both directions share one shape,
 * so that what decides about bits is written once.
 */
export interface BitCoder {
  /** Codes one bit that is 1 with probability `share`. A decoder ignores `bit`. Out: the bit. */
  code(share: number, bit: number): number
  /** Codes the low `count` (at most 31) bits of `value` as they are, highest first. Out: those bits. */
  plain(value: number, count: number): number
}

const SHARE_BITS = 16
const SHARE_SCALE = 1 << SHARE_BITS
const TOP = 0x1000000
const FULL_RANGE = 0xffffffff
const BYTE = 0x100
const CARRY = 0x100000000
const FIRST_CAPACITY = 4096

/** The part of `range` that belongs to a 1; `share` keeps off 0 and 1 by more than a step. */
function partOf(range: number, share: number): number {
  return (range >>> SHARE_BITS) * ((share * SHARE_SCALE) | 0)
}

/** Writes bits; `finish` gives the bytes. */
export class RangeEncoder implements BitCoder {
  #bytes = new Uint8Array(FIRST_CAPACITY)
  #length = 0
  #low = 0
  #range = FULL_RANGE
  #cached = 0
  /** Bytes held back because a carry may still change them; the first one is never written. */
  #pending = 0
  #started = false

  code(share: number, bit: number): number {
    const part = partOf(this.#range, share)
    if (bit === 1) {
      this.#range = part
    } else {
      this.#low += part
      this.#range = (this.#range - part) >>> 0
    }
    while (this.#range < TOP) this.#shift()
    return bit
  }

  plain(value: number, count: number): number {
    for (let place = count - 1; place >= 0; place--) {
      this.#range >>>= 1
      if ((value >>> place) & 1) this.#low += this.#range
      while (this.#range < TOP) this.#shift()
    }
    return value
  }

  #shift(): void {
    if (this.#low < CARRY - TOP || this.#low >= CARRY) {
      const carry = this.#low >= CARRY ? 1 : 0
      if (this.#started) this.#put((this.#cached + carry) & 0xff)
      this.#started = true
      for (; this.#pending > 0; this.#pending--) this.#put((0xff + carry) & 0xff)
      this.#cached = Math.floor(this.#low / TOP) & 0xff
    } else {
      this.#pending++
    }
    this.#low = (this.#low % TOP) * BYTE
    this.#range = (this.#range * BYTE) >>> 0
  }

  #put(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#bytes.length)
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes[this.#length++] = byte
  }

  /** Ends the stream; the encoder is used up. */
  finish(): Uint8Array {
    for (let index = 0; index < 5; index++) this.#shift()
    return this.#bytes.subarray(0, this.#length)
  }
}

/** Reads what RangeEncoder wrote. Past the end it reads zeros: the block's checksum has been checked before. */
export class RangeDecoder implements BitCoder {
  readonly #bytes: Uint8Array
  #at: number
  readonly #end: number
  #range = FULL_RANGE
  #code = 0

  constructor(bytes: Uint8Array, from: number, to: number) {
    this.#bytes = bytes
    this.#at = from
    this.#end = to
    for (let index = 0; index < 4; index++) this.#code = ((this.#code << 8) | this.#next()) >>> 0
  }

  #next(): number {
    return this.#at < this.#end ? (this.#bytes[this.#at++] as number) : 0
  }

  code(share: number): number {
    const part = partOf(this.#range, share)
    let bit = 0
    if (this.#code < part) {
      this.#range = part
      bit = 1
    } else {
      this.#code = (this.#code - part) >>> 0
      this.#range = (this.#range - part) >>> 0
    }
    while (this.#range < TOP) {
      this.#range = (this.#range * BYTE) >>> 0
      this.#code = ((this.#code << 8) | this.#next()) >>> 0
    }
    return bit
  }

  plain(_value: number, count: number): number {
    let value = 0
    for (let place = 0; place < count; place++) {
      this.#range >>>= 1
      let bit = 0
      if (this.#code >= this.#range) {
        this.#code = (this.#code - this.#range) >>> 0
        bit = 1
      }
      value = (value << 1) | bit
      while (this.#range < TOP) {
        this.#range = (this.#range * BYTE) >>> 0
        this.#code = ((this.#code << 8) | this.#next()) >>> 0
      }
    }
    return value >>> 0
  }
}
