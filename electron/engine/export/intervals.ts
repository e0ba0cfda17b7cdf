/** A stretch of time, half open: from <= t < to, UTC milliseconds. */
export interface Interval {
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

/** Sorts and joins intervals that touch or overlap; empty ones vanish. */
export function unionOf(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals
    .filter((one) => one.toUtcMs > one.fromUtcMs)
    .sort((a, b) => a.fromUtcMs - b.fromUtcMs)
  const joined: Interval[] = []
  for (const one of sorted) {
    const last = joined.at(-1)
    if (last === undefined || one.fromUtcMs > last.toUtcMs) joined.push(one)
    else if (one.toUtcMs > last.toUtcMs) {
      joined[joined.length - 1] = { fromUtcMs: last.fromUtcMs, toUtcMs: one.toUtcMs }
    }
  }
  return joined
}

/** What of `intervals` (each on its own, order kept) lies outside all of `holes`. */
export function without<T extends Interval>(intervals: readonly T[], holes: readonly Interval[]): T[] {
  const cuts = unionOf(holes)
  if (cuts.length === 0) return [...intervals]
  const left: T[] = []
  for (const one of intervals) {
    let from = one.fromUtcMs
    for (let index = firstEndingAfter(cuts, from); from < one.toUtcMs; index++) {
      const cut = cuts[index]
      const end = cut === undefined ? one.toUtcMs : Math.min(cut.fromUtcMs, one.toUtcMs)
      if (end > from) left.push({ ...one, fromUtcMs: from, toUtcMs: end })
      if (cut === undefined) break
      from = Math.max(from, cut.toUtcMs)
    }
  }
  return left
}

/** The part of an interval inside a period, or null if there is none. */
export function clip<T extends Interval>(one: T, period: Interval): T | null {
  const fromUtcMs = Math.max(one.fromUtcMs, period.fromUtcMs)
  const toUtcMs = Math.min(one.toUtcMs, period.toUtcMs)
  return toUtcMs > fromUtcMs ? { ...one, fromUtcMs, toUtcMs } : null
}

/** Sum of lengths in ms; intervals that overlap count twice. */
export function totalMs(intervals: readonly Interval[]): number {
  let sum = 0
  for (const one of intervals) sum += one.toUtcMs - one.fromUtcMs
  return sum
}

/** Binary search: index of the first of the sorted, disjoint `cuts` that ends after `atUtcMs`. */
function firstEndingAfter(cuts: readonly Interval[], atUtcMs: number): number {
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >> 1
    const cut = cuts[middle]
    if (cut !== undefined && cut.toUtcMs <= atUtcMs) low = middle + 1
    else high = middle
  }
  return low
}
