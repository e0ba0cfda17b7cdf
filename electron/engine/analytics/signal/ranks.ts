/** The value at `rank` (0 = smallest) of the sorted values; the largest if there are fewer, 0 if there are none. */
export function ranked(values: readonly number[], rank: number): number {
  return [...values].sort((a, b) => a - b)[Math.min(rank, values.length - 1)] ?? 0
}

/** The middle value, the upper one of two; 0 if there are none. */
export function middle(values: readonly number[]): number {
  return ranked(values, values.length >> 1)
}

/** `value` kept between two bounds. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}

/** Appends a value and drops the oldest beyond `length`. */
export function remember<T>(list: T[], value: T, length: number): void {
  list.push(value)
  if (list.length > length) list.shift()
}

/** The middle value, the mean of the two middle ones of an even number; NaN if there are none. */
export function median(values: readonly number[]): number {
  const half = values.length >> 1
  const upper = values.length === 0 ? Number.NaN : ranked(values, half)
  return values.length % 2 === 1 ? upper : (ranked(values, half - 1) + upper) / 2
}
