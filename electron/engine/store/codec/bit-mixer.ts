import { oddsOf, probabilityOf } from './odds.ts'
import type { BitCoder } from './range-coder.ts'

/** Opinions on each bit: one from each context. */
const OPINIONS = 3
/** A fresh count learns in big steps, 1 / (n + 1.6), down to this share. */
const MOST_SEEN = 160
const STEPS = Float64Array.from({ length: MOST_SEEN + 1 }, (_, seen) => 1 / (seen + 1.6))
const FIRST_SHARE = 0.4
const LEARNING_RATE = 0.015
/** Keeps every bit possible, and a share below 1. */
const LEAST = 1 / 4096
const MOST = 1 - LEAST

/**
 * Codes bits that three contexts have an opinion on. Each context counts how
 * often its bit was 1; their odds are summed with weights that learn, per kind
 * of bit, which context to trust.
 */
export class BitMixer {
  readonly #shares: Float64Array
  readonly #seen: Uint8Array
  readonly #weights: Float64Array

  /** In: how many counts there are in all, and how many kinds of bits. */
  constructor(counts: number, kinds: number) {
    this.#shares = new Float64Array(counts).fill(0.5)
    this.#seen = new Uint8Array(counts)
    this.#weights = new Float64Array(kinds * OPINIONS).fill(FIRST_SHARE)
  }

  /** Codes `bit` (a decoder ignores it). In: the count of each context, the kind of bit. Out: the bit. */
  code(coder: BitCoder, bit: number, first: number, second: number, third: number, kind: number): number {
    const shares = this.#shares
    const weights = this.#weights
    const at = kind * OPINIONS
    const one = shares[first] as number
    const two = shares[second] as number
    const three = shares[third] as number
    const oddsOne = oddsOf(one)
    const oddsTwo = oddsOf(two)
    const oddsThree = oddsOf(three)
    const weightOne = weights[at] as number
    const weightTwo = weights[at + 1] as number
    const weightThree = weights[at + 2] as number
    const share = probabilityOf(weightOne * oddsOne + weightTwo * oddsTwo + weightThree * oddsThree)
    const coded = coder.code(share, bit)
    const miss = LEARNING_RATE * (coded - share)
    weights[at] = weightOne + miss * oddsOne
    weights[at + 1] = weightTwo + miss * oddsTwo
    weights[at + 2] = weightThree + miss * oddsThree
    this.#count(first, one, coded)
    this.#count(second, two, coded)
    this.#count(third, three, coded)
    return coded
  }

  #count(index: number, share: number, bit: number): void {
    const seen = this.#seen[index] as number
    const next = share + (bit - share) * (STEPS[seen] as number)
    this.#shares[index] = next < LEAST ? LEAST : next > MOST ? MOST : next
    if (seen < MOST_SEEN) this.#seen[index] = seen + 1
  }
}
