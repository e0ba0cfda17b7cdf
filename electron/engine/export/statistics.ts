import { MINUTE_MS } from './constants.ts'

/** Middle value; the mean of the two middle ones when their count is even; null of nothing. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = Float64Array.from(values).sort()
  const upper = sorted[sorted.length >> 1]
  if (upper === undefined) return null
  if (sorted.length % 2 === 1) return upper
  const lower = sorted[(sorted.length >> 1) - 1]
  return lower === undefined ? upper : tidy((lower + upper) / 2)
}

/** Smallest and largest, or null of nothing. */
export function rangeOf(values: readonly number[]): { readonly low: number; readonly high: number } | null {
  const first = values[0]
  if (first === undefined) return null
  let low = first
  let high = first
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return { low, high }
}

/** Start of the UTC minute a time lies in. */
export function minuteOf(utcMs: number): number {
  return Math.floor(utcMs / MINUTE_MS) * MINUTE_MS
}

/** Takes the noise of binary fractions off: 12 significant digits are more than any monitor sends. */
function tidy(value: number): number {
  return Number(value.toPrecision(12))
}
