import { BitMixer } from './bit-mixer.ts'
import { LARGEST_SPREAD, Levels } from './levels.ts'
import type { BitCoder } from './range-coder.ts'

/**
 * The list of levels in the coded samples: the lowest as it is, then each step
 * to the next one: how many bits it has, judged by the two steps before, and
 * those bits.
 */
const CLASS_BITS = 4
const CLASSES = 1 << CLASS_BITS
const NODES = 1 << CLASS_BITS
const BY_LAST = 0
const BY_TWO = BY_LAST + CLASSES * NODES
const BY_NONE = BY_TWO + CLASSES * CLASSES * NODES
/** The upper bits of a step are modelled one by one, so that a comb of equal steps costs next to nothing. */
const MODELLED_BITS = 6
const MANTISSA_NODES = 1 << MODELLED_BITS
const MANTISSAS = BY_NONE + NODES
const COUNTS = MANTISSAS + CLASSES * MANTISSA_NODES
const HALF_BITS = 16
const HALF_MASK = 0xffff

class StepCoder {
  readonly #coder: BitCoder
  readonly #bits = new BitMixer(COUNTS, NODES + 1)
  #last = 0
  #before = 0

  constructor(coder: BitCoder) {
    this.#coder = coder
  }

  code(step: number): number {
    const given = 31 - Math.clz32(step)
    let node = 1
    for (let place = CLASS_BITS - 1; place >= 0; place--) {
      node = 2 * node + this.#classBit(node, (given >>> place) & 1)
    }
    const bits = node - NODES
    const value = this.#mantissa(step, bits)
    this.#before = this.#last
    this.#last = bits
    return value
  }

  #classBit(node: number, bit: number): number {
    const byTwo = BY_TWO + (this.#last * CLASSES + this.#before) * NODES + node
    return this.#bits.code(this.#coder, bit, BY_LAST + this.#last * NODES + node, byTwo, BY_NONE + node, node)
  }

  #mantissa(step: number, bits: number): number {
    let value = 1
    const modelled = bits < MODELLED_BITS ? bits : MODELLED_BITS
    for (let done = 0; done < modelled; done++) {
      const at = MANTISSAS + bits * MANTISSA_NODES + value
      value = 2 * value + this.#bits.code(this.#coder, (step >>> (bits - 1 - done)) & 1, at, at, at, NODES)
    }
    const plain = bits - modelled
    return plain === 0 ? value : value * 2 ** plain + this.#coder.plain(step & (2 ** plain - 1), plain)
  }
}

function codeLowest(coder: BitCoder, lowest: number): number {
  const upper = coder.plain((lowest >>> HALF_BITS) & HALF_MASK, HALF_BITS)
  return (upper << HALF_BITS) | coder.plain(lowest & HALF_MASK, HALF_BITS)
}

/** Writes the levels; their number is not in it. */
export function writeLevels(coder: BitCoder, { values }: Levels): void {
  codeLowest(coder, values[0] as number)
  const steps = new StepCoder(coder)
  for (let index = 1; index < values.length; index++) {
    steps.code((values[index] as number) - (values[index - 1] as number))
  }
}

/** Reads `count` levels back; null if that cannot be what was written. */
export function readLevels(coder: BitCoder, count: number): Levels | null {
  if (count < 1 || count > LARGEST_SPREAD) return null
  const values = new Int32Array(count)
  values[0] = codeLowest(coder, 0)
  const steps = new StepCoder(coder)
  for (let index = 1; index < count; index++) {
    values[index] = (values[index - 1] as number) + steps.code(1)
    if ((values[index] as number) - (values[0] as number) >= LARGEST_SPREAD) return null
  }
  return new Levels(values)
}
