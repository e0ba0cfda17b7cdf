import { ranked } from '../signal/ranks.ts'

/** A top counts above this share of the upper quartile of all tops, a trough below its mirror image. */
const SHARE = 0.15
const UPPER = 0.75
const LOWER = 0.25

/**
 * Counts breaths in a piece of smoothed respiration around zero ("count-orig", Schäfer and
 * Kratky 2008): a breath is the highest top between two troughs. Out: indices of the tops.
 */
export function breathTops(values: readonly number[]): number[] {
  const tops: number[] = []
  const troughs: number[] = []
  const value = (index: number) => values[index] ?? 0
  for (let index = 1; index < values.length - 1; index++) {
    if (value(index) > value(index - 1) && value(index) >= value(index + 1)) tops.push(index)
    if (value(index) < value(index - 1) && value(index) <= value(index + 1)) troughs.push(index)
  }
  const quantile = (indices: readonly number[], share: number) =>
    ranked(indices.map(value), Math.floor(share * indices.length))
  const high = SHARE * quantile(tops, UPPER)
  const low = SHARE * quantile(troughs, LOWER)
  const breaths: number[] = []
  let hasTrough = true
  const extremes = [
    ...tops.filter((index) => value(index) > high),
    ...troughs.filter((index) => value(index) < low),
  ]
  for (const index of extremes.sort((a, b) => a - b)) {
    const last = breaths.at(-1)
    if (value(index) < low) hasTrough = true
    else if (hasTrough || last === undefined) {
      breaths.push(index)
      hasTrough = false
    } else if (value(index) > value(last)) breaths[breaths.length - 1] = index
  }
  return breaths
}
