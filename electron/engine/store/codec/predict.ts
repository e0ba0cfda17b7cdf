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

const TAPS = 8
/** Step of the adaptation; found on recorded ECG, pleth and pressure waves. */
const STEP = 0.005
/** Keeps the first steps small, before the history has any power. */
const FIRST_POWER = 64

/**
 * Normalised least mean squares over the last differences: learns the shape of
 * the wave as it goes. Plain IEEE doubles in a fixed order give the same bits
 * on every machine, so both directions stay in step.
 */
class AdaptivePredictor implements Predictor {
  readonly #weights = new Float64Array(TAPS)
  /** Differences, twice behind each other, so that the last TAPS are always in one row. */
  readonly #history = new Float64Array(2 * TAPS)
  #at = 0
  #power = FIRST_POWER
  #last = 0
  #expected = 0

  constructor() {
    this.#weights[0] = 1
  }

  next(): number {
    const weights = this.#weights
    const history = this.#history
    const at = this.#at
    let sum = 0
    for (let tap = 0; tap < TAPS; tap++) sum += (weights[tap] as number) * (history[at + tap] as number)
    this.#expected = sum
    return (this.#last + Math.round(sum)) | 0
  }

  learn(sample: number): void {
    const difference = (sample - this.#last) | 0
    const weights = this.#weights
    const history = this.#history
    const at = this.#at
    const step = (STEP * TAPS * (difference - this.#expected)) / this.#power
    for (let tap = 0; tap < TAPS; tap++) {
      weights[tap] = (weights[tap] as number) + step * (history[at + tap] as number)
    }
    const newest = at === 0 ? TAPS - 1 : at - 1
    const oldest = history[newest] as number
    this.#power = Math.max(FIRST_POWER, this.#power + difference * difference - oldest * oldest)
    history[newest] = difference
    history[newest + TAPS] = difference
    this.#at = newest
    this.#last = sample
  }
}

/** Predictor ids as stored in a block. Ids never change meaning; new ones are appended. */
const PREDICTORS: readonly (() => Predictor)[] = [
  () => new PolynomialPredictor(0),
  () => new PolynomialPredictor(1),
  () => new PolynomialPredictor(2),
  () => new PolynomialPredictor(3),
  () => new AdaptivePredictor(),
]

/**
 * The ids worth trying on `samples`, likeliest first: by the bits their
 * residuals have, summed. Says nothing about combed histograms, hence several.
 */
export function likelyPredictors(samples: Int32Array, count: number): number[] {
  const ranked = PREDICTORS.map((make, id) => {
    const predictor = make()
    let bits = 0
    for (let index = 0; index < samples.length; index++) {
      const sample = samples[index] as number
      bits += 32 - Math.clz32(Math.abs((sample - predictor.next()) | 0))
      predictor.learn(sample)
    }
    return { id, bits }
  })
  ranked.sort((a, b) => a.bits - b.bits)
  return ranked.slice(0, count).map((one) => one.id)
}

/** Makes the predictor with a stored id, or null if this release knows none. */
export function makePredictor(id: number): Predictor | null {
  return PREDICTORS[id]?.() ?? null
}
