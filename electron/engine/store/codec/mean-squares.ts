import type { History } from './least-squares.ts'

/** Step of the adaptation and the least power it is divided by; found on recorded waves. */
const STEP = 0.005
const LEAST_POWER = 64

/**
 * Linear prediction of a series from its last `order` values whose weights follow each
 * miss by a small step (normalised least mean squares). Where a tall QRS rules the sums
 * of least squares, this one serves the quiet stretches between.
 */
export class MeanSquares {
  readonly #weights: Float64Array
  readonly #step: number
  #power = LEAST_POWER
  #said = 0

  constructor(order: number) {
    this.#weights = new Float64Array(order)
    this.#weights[0] = 1
    this.#step = STEP * order
  }

  /** What the next value is expected to be. */
  predict({ values, at }: History): number {
    const weights = this.#weights
    let sum = 0
    for (let k = 0; k < weights.length; k++) sum += (weights[k] as number) * (values[at + k] as number)
    this.#said = sum
    return sum
  }

  /** Takes the value that came, which is already the newest of `history`. */
  learn({ values, at }: History): void {
    const weights = this.#weights
    const order = weights.length
    const newest = values[at] as number
    const step = (this.#step * (newest - this.#said)) / this.#power
    for (let k = 0; k < order; k++)
      weights[k] = (weights[k] as number) + step * (values[at + 1 + k] as number)
    const oldest = values[at + order] as number
    const power = this.#power + newest * newest - oldest * oldest
    this.#power = power > LEAST_POWER ? power : LEAST_POWER
  }
}
