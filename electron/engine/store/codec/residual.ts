import { BitMixer } from './bit-mixer.ts'
import type { BitCoder } from './range-coder.ts'

/**
 * Codes what the forecast left over, one signed 32-bit number at a time, as a
 * Golomb code whose bits are modelled: sign, how often 2^k goes into the size
 * (one bit each), then the bits below. k follows the sizes seen lately.
 *
 * Three contexts judge each bit: the sizes of the last few, those of the last
 * second together with the very last, and how steep the wave is.
 */
const NODES = 64
const SIZES = 64
const LAST_SIZES = 8
const KIND_COUNT = NODES
const BY_SHORT = 0
const BY_LONG = BY_SHORT + SIZES * NODES
const BY_SLOPE = BY_LONG + SIZES * NODES * LAST_SIZES
const COUNTS = BY_SLOPE + SIZES * NODES

/** Where the bits of a small wave (k = 0) stand among the nodes. */
const ZERO = 0
const SMALL_SIGN = 3
const SMALL_UNARY = 8
const MOST_SMALL_UNARY = 24
/** And those of a larger one. */
const SIGN = 32
const UNARY = 33
const MOST_UNARY = 12
const HIGH_BIT = 46
const MOST_HIGH = 5
const SECOND_BIT = 52
const MOST_SECOND = 2

const SHORT_SHARE = 0.3
const LONG_SHARE = 0.04
/** Sizes are looked at in sixteenths, and no larger than this. */
const FINE = 16
const LARGEST_SIZE = 2 ** 30
/** k such that about 0.7 of the mean size is 2^k; 11 / 512 is 0.35 / 16. */
const GOLOMB_FACTOR = 11 / 512

/** About twice the binary logarithm of a size. */
function sizeClass(size: number): number {
  const whole = (size < LARGEST_SIZE ? size * FINE : LARGEST_SIZE) | 0
  const shifted = whole + FINE
  const log = 31 - Math.clz32(shifted)
  return 2 * (log - 4) + ((shifted >>> (log - 1)) & 1)
}

/** Where a fraction of -0.5 to 0.5 lies: 0 to 4. */
function fractionClass(fraction: number): number {
  if (fraction < -0.1) return fraction < -0.3 ? 0 : 1
  if (fraction <= 0.1) return 2
  return fraction <= 0.3 ? 3 : 4
}

/** Both directions in one: give it an encoder and the residual, or a decoder and anything. */
export class ResidualCoder {
  readonly #coder: BitCoder
  readonly #bits = new BitMixer(COUNTS, KIND_COUNT)
  #short = 0
  #long = 0
  #lastSize = 0
  #byShort = 0
  #byLong = 0
  #bySlope = 0

  constructor(coder: BitCoder) {
    this.#coder = coder
  }

  /**
   * Codes one residual. In: the residual (whole, 32 bits), what rounding took from the
   * forecast (-0.5 to 0.5), how far the forecast moves from the last sample. Out: the residual.
   */
  code(residual: number, fraction: number, slope: number): number {
    this.#byShort = BY_SHORT + sizeClass(this.#short) * NODES
    this.#byLong = BY_LONG + sizeClass(this.#long) * NODES * LAST_SIZES + this.#lastSize
    this.#bySlope = BY_SLOPE + sizeClass(slope) * NODES
    const scale = ((this.#short + this.#long) * FINE * GOLOMB_FACTOR) | 0
    const k = scale < 2 ? 0 : 31 - Math.clz32(scale)
    const coded = k === 0 ? this.#codeSmall(residual, fractionClass(fraction)) : this.#codeLarge(residual, k)
    const size = coded < 0 ? -coded : coded
    this.#short += (size - this.#short) * SHORT_SHARE
    this.#long += (size - this.#long) * LONG_SHARE
    this.#lastSize = Math.min(LAST_SIZES - 1, 32 - Math.clz32(size))
    return coded
  }

  #bit(node: number, bit: number): number {
    const long = this.#byLong + node * LAST_SIZES
    return this.#bits.code(this.#coder, bit, this.#byShort + node, long, this.#bySlope + node, node)
  }

  #codeSmall(residual: number, fraction: number): number {
    const aside = fraction < 2 ? 2 - fraction : fraction - 2
    if (this.#bit(ZERO + aside, residual === 0 ? 1 : 0) === 1) return 0
    const negative = this.#bit(SMALL_SIGN + fraction, residual < 0 ? 1 : 0)
    const size = 1 + this.#unary(SMALL_UNARY, MOST_SMALL_UNARY, (residual < 0 ? -residual : residual) - 1)
    return negative === 1 ? -size : size
  }

  #codeLarge(residual: number, k: number): number {
    const negative = this.#bit(SIGN, residual < 0 ? 1 : 0)
    // From 0 for both signs: -1 is the smallest negative one.
    const size = residual < 0 ? -(residual + 1) : residual
    const times = Math.floor(size / 2 ** k)
    const high = this.#unary(UNARY, MOST_UNARY, times)
    const upper = this.#bit(HIGH_BIT + (high < MOST_HIGH ? high : MOST_HIGH), (size >>> (k - 1)) & 1)
    let low = upper
    if (k > 1) {
      const node = SECOND_BIT + 2 * (high < MOST_SECOND ? high : MOST_SECOND) + upper
      low = 2 * low + this.#bit(node, (size >>> (k - 2)) & 1)
      if (k > 2) low = low * 2 ** (k - 2) + this.#coder.plain(size & (2 ** (k - 2) - 1), k - 2)
    }
    const coded = high * 2 ** k + low
    return negative === 1 ? -coded - 1 : coded
  }

  /** A number of 0 or more: one modelled bit for each one up to `most`, the rest plainly behind its length. */
  #unary(node: number, most: number, value: number): number {
    let count = 0
    while (count < most && this.#bit(node + count, value > count ? 0 : 1) === 0) count++
    if (count < most) return count
    const rest = value - most + 1
    const bits = this.#coder.plain(31 - Math.clz32(rest), 5)
    return most - 1 + this.#coder.plain(rest | (bits === 0 ? 1 : 0), bits + 1)
  }
}
