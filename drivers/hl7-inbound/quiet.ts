import { TIMING } from './codes.ts'

const MS_PER_SECOND = 1000

/** How long the line may be silent at an interval, milliseconds (DESIGN rule 2). */
export function quietMsFor(intervalSeconds: number): number {
  return TIMING.quietFactor * intervalSeconds * MS_PER_SECOND
}

/**
 * How long this sender may be silent: two and a half times the slowest of its last intervals, so that one that
 * sends each second is missed soon; never longer than the interval in the options allows.
 */
export class QuietWatch {
  readonly #longestMs: number
  readonly #intervalsMs: number[] = []
  #lastMs: number | null = null

  constructor(intervalSeconds: number) {
    this.#longestMs = quietMsFor(intervalSeconds)
  }

  /** A message with numbers or waves came. */
  heard(atMs: number): void {
    if (this.#lastMs !== null) this.#intervalsMs.push(atMs - this.#lastMs)
    if (this.#intervalsMs.length > TIMING.intervals) this.#intervalsMs.shift()
    this.#lastMs = atMs
  }

  get quietMs(): number {
    if (this.#intervalsMs.length < TIMING.intervals) return this.#longestMs
    const shownMs = TIMING.quietFactor * Math.max(...this.#intervalsMs)
    return Math.min(this.#longestMs, Math.max(TIMING.leastQuietMs, shownMs))
  }
}
