import { type History, LeastSquares } from './least-squares.ts'
import { MeanSquares } from './mean-squares.ts'
import { solveSymmetric } from './solve-symmetric.ts'

/** Something that expects the next difference of a wave from those before. */
interface View {
  predict(history: History): number
  learn(history: History): void
}

/** Pairs of views as stored in a block. Their place never changes meaning; new ones are appended. */
export const VIEW_PAIRS: readonly (() => readonly [View, View])[] = [
  // Waves as a converter gives them: quiet stretches, and a short view for the QRS.
  () => [new MeanSquares(8), new LeastSquares(2, 0.91, 1)],
  // Waves that a filter has smoothed: each sample hangs on many before it.
  () => [new LeastSquares(16, 0.998, 16), new LeastSquares(10, 0.99, 4)],
]
const LONGEST = 16
/** History is written downwards through this many places and then moved back to the end in one go. */
const ROOM = 1024
const BLEND_MEMORY = 0.997
/** Relative to misses of size 1: see #weigh. */
const BLEND_RIDGE = 0.001
/** How fast the usual size of a miss is followed. */
const MISS_SHARE = 0.05
const FIRST_MISS = 16
const BLEND_SOLVE_EVERY = 4

/**
 * Predicts a wave sample by sample: two predictions of its next difference,
 * blended by what each was worth so far (weighted least squares).
 */
export class Forecast {
  readonly #slow: View
  readonly #quick: View
  readonly #history = { values: new Float64Array(ROOM + LONGEST + 1), at: ROOM }
  readonly #shares = Float64Array.of(0.5, 0.5)
  readonly #matrix = new Float64Array(4)
  readonly #right = new Float64Array(2)
  readonly #scratch = new Float64Array(2)
  #slowSays = 0
  #quickSays = 0
  /** Sums of products of what the two said, and of that with what came. */
  #slowSlow = 0
  #slowQuick = 0
  #quickQuick = 0
  #slowTrue = 0
  #quickTrue = 0
  #expected = 0
  /** Mean square of the misses lately. */
  #missPower = FIRST_MISS
  #last = 0
  #untilSolve = BLEND_SOLVE_EVERY

  /** In: a place in VIEW_PAIRS. */
  constructor(pair: number) {
    const make = VIEW_PAIRS[pair]
    if (make === undefined) throw new TypeError('"pair" is no pair of views')
    const views = make()
    this.#slow = views[0]
    this.#quick = views[1]
  }

  /** What the next sample is expected to be, in counts, with its fraction. */
  next(): number {
    const slow = this.#slow.predict(this.#history)
    const quick = this.#quick.predict(this.#history)
    this.#slowSays = slow
    this.#quickSays = quick
    const shares = this.#shares
    this.#expected = slow * (shares[0] as number) + quick * (shares[1] as number)
    return this.#last + this.#expected
  }

  /** Tells the true sample. */
  learn(sample: number): void {
    const difference = sample - this.#last
    this.#last = sample
    const history = this.#history
    if (history.at === 0) {
      history.values.copyWithin(ROOM, 0, LONGEST + 1)
      history.at = ROOM
    }
    history.values[--history.at] = difference
    this.#slow.learn(history)
    this.#quick.learn(history)
    this.#weigh(difference)
  }

  /** A miss counts less where misses are large anyway, so that a QRS does not decide for the quiet stretches. */
  #weigh(difference: number): void {
    const slow = this.#slowSays
    const quick = this.#quickSays
    const weight = 1 / (this.#missPower + 1)
    const miss = difference - this.#expected
    this.#missPower += (miss * miss - this.#missPower) * MISS_SHARE
    this.#slowSlow = BLEND_MEMORY * this.#slowSlow + weight * slow * slow
    this.#slowQuick = BLEND_MEMORY * this.#slowQuick + weight * slow * quick
    this.#quickQuick = BLEND_MEMORY * this.#quickQuick + weight * quick * quick
    this.#slowTrue = BLEND_MEMORY * this.#slowTrue + weight * slow * difference
    this.#quickTrue = BLEND_MEMORY * this.#quickTrue + weight * quick * difference
    if (--this.#untilSolve > 0) return
    this.#untilSolve = BLEND_SOLVE_EVERY
    const matrix = this.#matrix
    matrix[0] = this.#slowSlow
    matrix[2] = this.#slowQuick
    matrix[3] = this.#quickQuick
    this.#right[0] = this.#slowTrue
    this.#right[1] = this.#quickTrue
    solveSymmetric(matrix, this.#right, BLEND_RIDGE, this.#scratch, this.#shares)
  }
}

/** So many samples from the middle of a block tell which pair suits it. */
const PROBE_SAMPLES = 2_560
/** The first of them only let a pair learn: a long view needs more of them, and is not the worse for it. */
const WARM_UP_SAMPLES = 1_024

/** The pair of views that leaves least of these samples, judged by a part of them. */
export function likeliestPair(samples: Int32Array): number {
  const from = Math.max(0, (samples.length - PROBE_SAMPLES) >> 1)
  const probe = samples.subarray(from, from + PROBE_SAMPLES)
  const costs = VIEW_PAIRS.map((_, pair) => {
    const forecast = new Forecast(pair)
    let bits = 0
    for (let index = 0; index < probe.length; index++) {
      const sample = probe[index] as number
      const miss = Math.abs(sample - forecast.next())
      if (index >= WARM_UP_SAMPLES) bits += Math.log2(1 + miss)
      forecast.learn(sample)
    }
    return bits
  })
  return costs.indexOf(Math.min(...costs))
}
