/**
 * Predictors of the next sample from those before it. All arithmetic wraps at
 * 32 bits, which both directions do alike, so every int32 input is exact.
 */
export interface Predictor {
  /** What the next sample is expected to be (int32). */
  next(): number
  /** Tells the predictor the true sample. */
  learn(sample: number): void
}

/** Polynomial prediction: order 0 expects 0, 1 the last sample, 2 a straight line, 3 a parabola. */
class PolynomialPredictor implements Predictor {
  readonly #order: number
  #last = 0
  #second = 0
  #third = 0

  constructor(order: number) {
    this.#order = order
  }

  next(): number {
    switch (this.#order) {
      case 0:
        return 0
      case 1:
        return this.#last
      case 2:
        return (2 * this.#last - this.#second) | 0
      default:
        return (3 * (this.#last - this.#second) + this.#third) | 0
    }
  }

  learn(sample: number): void {
    this.#third = this.#second
    this.#second = this.#last
    this.#last = sample
  }
}

/** Predictor ids as stored in a block. Ids never change meaning; new ones are appended. */
const PREDICTORS: readonly (() => Predictor)[] = [
  () => new PolynomialPredictor(0),
  () => new PolynomialPredictor(1),
  () => new PolynomialPredictor(2),
  () => new PolynomialPredictor(3),
]

/** Makes the predictor with a stored id, or null if this release knows none. */
export function makePredictor(id: number): Predictor | null {
  return PREDICTORS[id]?.() ?? null
}

/**
 * Picks the predictor whose residuals need the fewest bits on `samples`
 * (sum of log2(1 + |residual|)). Out: its id.
 */
export function choosePredictor(samples: ArrayLike<number>): number {
  let best = 0
  let bestBits = Number.POSITIVE_INFINITY
  for (let id = 0; id < PREDICTORS.length; id++) {
    const predictor = PREDICTORS[id]?.()
    if (predictor === undefined) continue
    let bits = 0
    for (let index = 0; index < samples.length && bits < bestBits; index++) {
      const sample = samples[index] as number
      bits += Math.log2(1 + Math.abs((sample - predictor.next()) | 0))
      predictor.learn(sample)
    }
    if (bits < bestBits) {
      best = id
      bestBits = bits
    }
  }
  return best
}
