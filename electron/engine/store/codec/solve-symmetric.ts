/** Below this a pivot is rounding, not signal. */
const LEAST_PIVOT = 1e-9

/**
 * Solves (M + ridge I) w = b by Cholesky's method. In: the lower half of the
 * symmetric matrix row by row (overwritten), b, room for as many numbers as b has.
 * Out: `weights`, unchanged where the matrix has no solution.
 */
export function solveSymmetric(
  matrix: Float64Array,
  right: Float64Array,
  ridge: number,
  scratch: Float64Array,
  weights: Float64Array,
): void {
  const order = right.length
  for (let i = 0; i < order; i++) {
    const row = i * order
    let forward = right[i] as number
    for (let j = 0; j < i; j++) {
      const other = j * order
      let sum = matrix[row + j] as number
      for (let k = 0; k < j; k++) sum -= (matrix[row + k] as number) * (matrix[other + k] as number)
      sum *= matrix[other + j] as number
      matrix[row + j] = sum
      forward -= sum * (scratch[j] as number)
    }
    let pivot = (matrix[row + i] as number) + ridge
    for (let k = 0; k < i; k++) pivot -= (matrix[row + k] as number) * (matrix[row + k] as number)
    if (!(pivot > LEAST_PIVOT)) return
    // The diagonal holds the reciprocal: one division a row instead of one a place.
    const reciprocal = 1 / Math.sqrt(pivot)
    matrix[row + i] = reciprocal
    scratch[i] = forward * reciprocal
  }
  for (let i = order - 1; i >= 0; i--) {
    let sum = scratch[i] as number
    for (let k = i + 1; k < order; k++) sum -= (matrix[k * order + i] as number) * (weights[k] as number)
    weights[i] = sum * (matrix[i * order + i] as number)
  }
}
