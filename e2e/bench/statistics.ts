/** The spread of a set of measured values, in the unit they were measured in. */
export interface Figures {
  readonly count: number
  readonly min: number
  readonly p50: number
  readonly p90: number
  readonly p99: number
  readonly max: number
}

/** A number with one decimal, for results that people read. */
export function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10
}

/** Nearest-rank quantile with one decimal. In: values, at least one, and a part from 0 to 1. Throws TypeError for no values. */
export function percentile(values: readonly number[], part: number): number {
  if (values.length === 0) throw new TypeError("'values' is empty: nothing was measured.")
  const sorted = [...values].sort((a, b) => a - b)
  return oneDecimal(sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN)
}

/** Count, extremes and quantiles of measured values. Throws TypeError for none. */
export function figuresOf(values: readonly number[]): Figures {
  return {
    count: values.length,
    min: percentile(values, 0),
    p50: percentile(values, 0.5),
    p90: percentile(values, 0.9),
    p99: percentile(values, 0.99),
    max: percentile(values, 1),
  }
}

/** A ratio below this is called a tie: shared machines differ by more from run to run. */
export const TIE_BELOW = 1.5

/** How much a peer needs of what we need, in words: `3.2 x`, or a tie with the ratio. */
export function ratioText(ours: number, theirs: number): string {
  const ratio = theirs / ours
  if (ratio < TIE_BELOW && ratio > 1 / TIE_BELOW) return `tie (${ratio.toFixed(2)})`
  return `${ratio.toFixed(1)} x`
}

/** Slope of the least-squares line through points of x and y; NaN for fewer than two. */
export function slopeOf(points: readonly (readonly [number, number])[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const meanX = mean(points.map(([x]) => x))
  const meanY = mean(points.map(([, y]) => y))
  let above = 0
  let below = 0
  for (const [x, y] of points) {
    above += (x - meanX) * (y - meanY)
    below += (x - meanX) ** 2
  }
  return above / below
}

/** Where the rounds of a measurement lie. */
export interface Steady {
  readonly median: number
  readonly least: number
  readonly greatest: number
}

/** Median (nearest rank), least and greatest of at least one value, unrounded. */
export function steadyOf(values: readonly number[]): Steady {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (index: number) => sorted[index] ?? Number.NaN
  return { median: at((sorted.length - 1) >> 1), least: at(0), greatest: at(sorted.length - 1) }
}
