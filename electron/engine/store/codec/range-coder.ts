/**
 * Adaptive binary range coder (32-bit range, carry propagation by a cached
 * byte). A model is a probability that the next bit is 0, kept twice, fast and
 * slow; their mean follows changes and is still precise. A fresh model learns
 * in big steps (1/n), which matters most in blocks of a minute.
 */
const PROBABILITY_BITS = 16
const START = 1 << (PROBABILITY_BITS - 1)
const ALWAYS_ZERO = (1 << PROBABILITY_BITS) - 1
/** Fast share, slow share, bits seen. */
const MODEL_FIELDS = 3
/** After so many bits the step stays as it is. */
const FAST_LIMIT = 24
const SLOW_LIMIT = 250
/** Step after n bits: 1 / (n + 1.6), between a first guess of 1/2 and plain counting. */
const STEPS = Float64Array.from({ length: SLOW_LIMIT + 1 }, (_, seen) => 1 / (seen + 1.6))
const SLOWEST_FAST_STEP = 1 / FAST_LIMIT
/** The coder uses the upper 12 of the mean's 17 bits. */
const USED_BITS = 12
const USED_SHIFT = PROBABILITY_BITS + 1 - USED_BITS
const LEAST = 1
const MOST = (1 << USED_BITS) - 1
const TOP = 0x1000000
const FULL_RANGE = 0xffffffff
const BYTE = 0x100
const CARRY = 0x100000000
const FIRST_CAPACITY = 4096

/** A set of bit models, all "no idea yet". */
export function makeModels(count: number): Uint16Array {
  const models = new Uint16Array(MODEL_FIELDS * count).fill(START)
  for (let seen = 2; seen < models.length; seen += MODEL_FIELDS) models[seen] = 0
  return models
}

function zeroShare(models: Uint16Array, at: number): number {
  const share = ((models[at] as number) + (models[at + 1] as number)) >>> USED_SHIFT
  if (share < LEAST) return LEAST
  return Math.min(share, MOST)
}

function learn(models: Uint16Array, at: number, bit: number): void {
  const fast = models[at] as number
  const slow = models[at + 1] as number
  const seen = models[at + 2] as number
  const step = STEPS[seen] as number
  const target = bit === 0 ? ALWAYS_ZERO : 0
  models[at] = fast + (target - fast) * (seen < FAST_LIMIT ? step : SLOWEST_FAST_STEP)
  models[at + 1] = slow + (target - slow) * step
  if (seen < SLOW_LIMIT) models[at + 2] = seen + 1
}

/** Writes bits; `finish` gives the bytes. */
export class RangeEncoder {
  #bytes = new Uint8Array(FIRST_CAPACITY)
  #length = 0
  #low = 0
  #range = FULL_RANGE
  #cached = 0
  /** Bytes held back because a carry may still change them; the first one is never written. */
  #pending = 0
  #started = false

  /** Codes one bit under model `index`. */
  bit(models: Uint16Array, index: number, bit: number): void {
    const at = MODEL_FIELDS * index
    const bound = (this.#range >>> USED_BITS) * zeroShare(models, at)
    if (bit === 0) {
      this.#range = bound
    } else {
      this.#low += bound
      this.#range = (this.#range - bound) >>> 0
    }
    learn(models, at, bit)
    while (this.#range < TOP) this.#shift()
  }

  /** Codes the low `count` bits of `value` (at most 31) as they are, highest first. */
  plain(value: number, count: number): void {
    for (let place = count - 1; place >= 0; place--) {
      this.#range >>>= 1
      if ((value >>> place) & 1) this.#low += this.#range
      while (this.#range < TOP) this.#shift()
    }
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
export class RangeDecoder {
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

  /** Reads one bit under model `index`. */
  bit(models: Uint16Array, index: number): number {
    const at = MODEL_FIELDS * index
    const bound = (this.#range >>> USED_BITS) * zeroShare(models, at)
    let bit = 0
    if (this.#code < bound) {
      this.#range = bound
    } else {
      this.#code = (this.#code - bound) >>> 0
      this.#range = (this.#range - bound) >>> 0
      bit = 1
    }
    learn(models, at, bit)
    while (this.#range < TOP) {
      this.#range = (this.#range * BYTE) >>> 0
      this.#code = ((this.#code << 8) | this.#next()) >>> 0
    }
    return bit
  }

  /** Reads `count` (at most 31) bits that were coded as they are. */
  plain(count: number): number {
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
