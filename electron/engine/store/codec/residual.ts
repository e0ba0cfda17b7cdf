import { makeModels, type RangeDecoder, type RangeEncoder } from './range-coder.ts'

/**
 * Codes what prediction left over, one signed 32-bit number at a time:
 * zigzag -> class (bits it needs, 0..32) under the size of its neighbours ->
 * the bits below the leading one. The upper bits are modelled one by one, so
 * that the combed histograms of re-scaled monitor data cost next to nothing.
 */
const CLASS_BITS = 6
const CLASS_MODELS = 1 << CLASS_BITS
const SIZE_STEPS_PER_BIT = 2
const LARGEST_CONTEXT = SIZE_STEPS_PER_BIT * 31 + 1
const LARGEST_MEAN = 2 ** 31
/** Above 2^(n + 1/2) a size counts as the upper half of its power of two. */
const HALF_STEPS = Float64Array.from({ length: 32 }, (_, whole) => 2 ** (whole + 0.5))
/** Bits of the mantissa with a model each; the rest is noise and goes plain. */
const MODELLED_BITS = 10
const MANTISSA_MODELS = 1 << MODELLED_BITS
/** Running mean of magnitudes, in sixteenths: a short memory told sizes best on recorded waves. */
const MEAN_SCALE = 16
const MEAN_SHARE = 0.4

/** Adaptive state shared in shape by both directions. */
class ResidualModel {
  readonly classes = makeModels((LARGEST_CONTEXT + 1) * CLASS_MODELS)
  readonly mantissas = makeModels(33 * MANTISSA_MODELS)
  #mean = 0

  /** Which set of class models applies: about the logarithm of the recent magnitudes. */
  context(): number {
    const size = this.#mean + 1
    if (size >= LARGEST_MEAN) return LARGEST_CONTEXT
    const whole = 31 - Math.clz32(size)
    return SIZE_STEPS_PER_BIT * whole + (size >= (HALF_STEPS[whole] as number) ? 1 : 0)
  }

  note(zigzag: number): void {
    this.#mean += (MEAN_SCALE * zigzag - this.#mean) * MEAN_SHARE
  }
}

/** Encoder of residuals onto a range coder. */
export class ResidualEncoder {
  readonly #model = new ResidualModel()
  readonly #coder: RangeEncoder

  constructor(coder: RangeEncoder) {
    this.#coder = coder
  }

  write(residual: number): void {
    const zigzag = ((residual << 1) ^ (residual >> 31)) >>> 0
    const bits = 32 - Math.clz32(zigzag)
    const model = this.#model
    const base = model.context() * CLASS_MODELS
    let node = 1
    for (let place = CLASS_BITS - 1; place >= 0; place--) {
      const bit = (bits >>> place) & 1
      this.#coder.bit(model.classes, base + node, bit)
      node = (node << 1) | bit
    }
    if (bits > 1) this.#writeMantissa(zigzag, bits)
    model.note(zigzag)
  }

  #writeMantissa(zigzag: number, bits: number): void {
    const base = bits * MANTISSA_MODELS
    const plainBits = Math.max(0, bits - 1 - MODELLED_BITS)
    let node = 1
    for (let place = bits - 2; place >= plainBits; place--) {
      const bit = (zigzag >>> place) & 1
      this.#coder.bit(this.#model.mantissas, base + node, bit)
      node = (node << 1) | bit
    }
    if (plainBits > 0) this.#coder.plain(zigzag & (2 ** plainBits - 1), plainBits)
  }
}

/** Decoder of residuals from a range coder. */
export class ResidualDecoder {
  readonly #model = new ResidualModel()
  readonly #coder: RangeDecoder

  constructor(coder: RangeDecoder) {
    this.#coder = coder
  }

  read(): number {
    const model = this.#model
    const base = model.context() * CLASS_MODELS
    let node = 1
    for (let place = 0; place < CLASS_BITS; place++) {
      node = (node << 1) | this.#coder.bit(model.classes, base + node)
    }
    const bits = Math.min(node - CLASS_MODELS, 32)
    const zigzag = bits > 1 ? this.#readMantissa(bits) : bits
    model.note(zigzag)
    return (zigzag >>> 1) ^ -(zigzag & 1)
  }

  #readMantissa(bits: number): number {
    const base = bits * MANTISSA_MODELS
    const plainBits = Math.max(0, bits - 1 - MODELLED_BITS)
    let node = 1
    for (let place = bits - 2; place >= plainBits; place--) {
      node = (node << 1) | this.#coder.bit(this.#model.mantissas, base + node)
    }
    if (plainBits === 0) return node >>> 0
    return ((node << plainBits) | this.#coder.plain(plainBits)) >>> 0
  }
}
