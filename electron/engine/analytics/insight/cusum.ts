import { clamp } from '../signal/ranks.ts'
import { STEP } from './insight-table.ts'

/** A sum that has passed the threshold: which way, and since when it had grown. */
export interface Shift {
  readonly direction: 1 | -1
  readonly sinceMs: number
}

/**
 * Cumulative sums, one up and one down (Page 1954): each adds how far a value lies beyond half a spread, and falls back
 * to 0. Where it last was 0 is the estimate of when the shift began.
 */
export class Cusum {
  private up = 0
  private down = 0
  private upSinceMs = 0
  private downSinceMs = 0

  /** In: a deviation in spreads, in time order. Out: the shift while a sum has reached the threshold. */
  push(atMs: number, deviation: number): Shift | null {
    const capped = clamp(deviation, -STEP.mostDeviation, STEP.mostDeviation)
    if (this.up === 0) this.upSinceMs = atMs
    if (this.down === 0) this.downSinceMs = atMs
    this.up = Math.max(0, this.up + capped - STEP.slack)
    this.down = Math.max(0, this.down - capped - STEP.slack)
    if (this.up >= STEP.threshold) return { direction: 1, sinceMs: this.upSinceMs }
    if (this.down >= STEP.threshold) return { direction: -1, sinceMs: this.downSinceMs }
    return null
  }

  reset(): void {
    this.up = 0
    this.down = 0
  }
}
