import { median } from '../signal/ranks.ts'
import { SIGMA_PER_MAD } from './insight-table.ts'

/** What is usual: middle and spread, in the unit of the values. */
export interface Usual {
  readonly center: number
  readonly spread: number
}

/** Median, and the median absolute deviation scaled to a normal distribution, never below `leastSpread`. */
export function usualOf(values: readonly number[], leastSpread: number): Usual {
  const center = median(values)
  const deviations = values.map((value) => Math.abs(value - center))
  return { center, spread: Math.max(leastSpread, SIGMA_PER_MAD * median(deviations)) }
}
