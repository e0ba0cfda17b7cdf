/** How detections and reference beats pair up. */
export interface Matched {
  readonly pairs: number
  /** Reference beats without a detection, and detections without a reference. */
  readonly missed: readonly number[]
  readonly extra: readonly number[]
}

/**
 * Pairs each reference with the nearest detection within `window`, one to one, as WFDB's
 * bxb does. In: both in time order, same unit as the window.
 */
export function matchBeats(reference: readonly number[], found: readonly number[], window: number): Matched {
  const missed: number[] = []
  const extra: number[] = []
  let pairs = 0
  let here = 0
  let there = 0
  while (here < reference.length || there < found.length) {
    const truth = reference[here] ?? Number.POSITIVE_INFINITY
    const guess = found[there] ?? Number.POSITIVE_INFINITY
    const distance = Math.abs(guess - truth)
    if (distance > window) {
      if (guess < truth) extra.push(found[there++] ?? 0)
      else missed.push(reference[here++] ?? 0)
    } else if (Math.abs((found[there + 1] ?? Number.POSITIVE_INFINITY) - truth) < distance) {
      extra.push(found[there++] ?? 0)
    } else if (Math.abs((reference[here + 1] ?? Number.POSITIVE_INFINITY) - guess) < distance) {
      missed.push(reference[here++] ?? 0)
    } else {
      pairs++
      here++
      there++
    }
  }
  return { pairs, missed, extra }
}
