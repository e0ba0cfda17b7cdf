import { solveSymmetric } from './solve-symmetric.ts'

/** The newest values of a series, newest first: `values[at + k]` is the one k steps back. */
export interface History {
  readonly values: Float64Array
  readonly at: number
}

/** Below this the two products say the same. */
const LEAST_DETERMINANT = 1e-9
/** Keeps the system solvable while the signal stands still, in squared counts. */
const RIDGE = 1e-3

/**
 * Linear prediction of a series from its last `order` values, with the weights
 * that would have done best so far (least squares, older samples counting less).
 * The weights are solved for every `solveEvery` values.
 *
 * The matrix of products shifts by one place with each value, so one row of it is
 * kept up to date and the others are that row as it was 1, 2, 3 ... values ago:
 * `order` multiplications a value instead of `order` squared.
 *
 * Only + - * / and square roots of IEEE doubles in a fixed order: every machine
 * gets the same bits, so that what one encodes another decodes.
 */
export class LeastSquares {
  readonly #order: number
  readonly #memory: number
  readonly #ridge: number
  readonly #solveEvery: number
  readonly #weights: Float64Array
  /** The last rows of sums: row r, place k is the sum of value(n - r) x value(n - r - k). */
  readonly #rows: Float64Array
  readonly #rowCount: number
  readonly #matrix: Float64Array
  readonly #right: Float64Array
  readonly #scratch: Float64Array
  #row = 0
  #untilSolve: number

  /** In: `memory` is how much a sum keeps of itself at each value, 0..1. */
  constructor(order: number, memory: number, solveEvery: number) {
    this.#order = order
    this.#memory = memory
    this.#ridge = RIDGE / (1 - memory)
    this.#solveEvery = solveEvery
    this.#untilSolve = order
    this.#rowCount = order + 1
    this.#weights = new Float64Array(order)
    this.#rows = new Float64Array(this.#rowCount * (order + 1))
    this.#matrix = new Float64Array(order * order)
    this.#right = new Float64Array(order)
    this.#scratch = new Float64Array(order)
  }

  /** What the next value is expected to be. */
  predict({ values, at }: History): number {
    const weights = this.#weights
    let sum = 0
    for (let k = 0; k < weights.length; k++) sum += (weights[k] as number) * (values[at + k] as number)
    return sum
  }

  /** Takes the value that came, which is already the newest of `history`. */
  learn({ values, at }: History): void {
    const rows = this.#rows
    const width = this.#order + 1
    const memory = this.#memory
    const newest = values[at] as number
    const from = this.#row * width
    this.#row = this.#row + 1 === this.#rowCount ? 0 : this.#row + 1
    const to = this.#row * width
    for (let k = 0; k < width; k++) {
      rows[to + k] = memory * (rows[from + k] as number) + newest * (values[at + k] as number)
    }
    if (--this.#untilSolve > 0) return
    this.#untilSolve = this.#solveEvery
    this.#solve()
  }

  #solve(): void {
    const order = this.#order
    if (order === 2) {
      this.#solvePair()
      return
    }
    const width = order + 1
    const rows = this.#rows
    const matrix = this.#matrix
    for (let column = 0; column < order; column++) {
      const back = this.#row - 1 - column
      const row = (back < 0 ? back + this.#rowCount : back) * width
      for (let k = 0; column + k < order; k++) matrix[(column + k) * order + column] = rows[row + k] as number
    }
    const newest = this.#row * width
    for (let k = 0; k < order; k++) this.#right[k] = rows[newest + k + 1] as number
    solveSymmetric(matrix, this.#right, this.#ridge, this.#scratch, this.#weights)
  }

  /** Two weights by Cramer's rule: solved for every value, this is a fifth of all the time otherwise. */
  #solvePair(): void {
    const rows = this.#rows
    const newest = this.#row * 3
    const before = this.#row === 0 ? 6 : newest - 3
    const earlier = before === 0 ? 6 : before - 3
    const first = (rows[before] as number) + this.#ridge
    const cross = rows[before + 1] as number
    const second = (rows[earlier] as number) + this.#ridge
    const right = rows[newest + 1] as number
    const rightSecond = rows[newest + 2] as number
    const determinant = first * second - cross * cross
    if (!(determinant > LEAST_DETERMINANT)) return
    this.#weights[0] = (right * second - rightSecond * cross) / determinant
    this.#weights[1] = (rightSecond * first - right * cross) / determinant
  }
}
