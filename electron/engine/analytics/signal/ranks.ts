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
