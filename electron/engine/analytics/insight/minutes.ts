import { median } from '../signal/ranks.ts'
import { MINUTES } from './insight-table.ts'

/** One number as it arrived. */
export interface Reading {
  /** When it was measured, on the caller's monotonic clock. */
  readonly atMs: number
  /** Null: invalid, off or not measured. Such a reading is counted and says nothing. */
  readonly value: number | null
  /** Doubtful ones are left out; alarmed ones count, but nothing is learnt from them. */
  readonly mark: 'good' | 'doubtful' | 'alarmed'
}

/** The readings of one minute: their median, at the median of their times; value null if none could be used. */
export interface Minute {
  readonly atMs: number
  readonly value: number | null
  readonly readings: number
  /** Readings without a number, doubtful, out of order or too many. */
  readonly leftOut: number
  /** Nothing may be learnt from it: an alarm was on, or doubt. */
  readonly isUnlearnable: boolean
}

/**
 * Makes one point a minute of readings at any rate, in memory for one minute: slopes, sums and spreads then weigh a
 * minute alike, however often a monitor sends. A minute is handed on when a reading of a later one comes, or once it is
 * older than a late reading may be. A repeated reading (same time) is counted once.
 */
export class Minutes {
  private readonly onMinute: (minute: Minute) => void
  private readonly times: number[] = []
  private readonly values: number[] = []
  private bucket: number | null = null
  private closedUntilMs = Number.NEGATIVE_INFINITY
  private lastMs = Number.NEGATIVE_INFINITY
  private lastValueAtMs: number | null = null
  private leftOut = 0
  private isUnlearnable = false

  constructor(onMinute: (minute: Minute) => void) {
    this.onMinute = onMinute
  }

  /** When the newest usable reading was measured. */
  get newestMs(): number | null {
    return this.lastValueAtMs
  }

  push({ atMs, value, mark }: Reading): void {
    if (!Number.isFinite(atMs) || atMs === this.lastMs) return
    const bucket = Math.floor(atMs / MINUTES.lengthMs)
    if (atMs < this.lastMs || (this.bucket === null && atMs < this.closedUntilMs)) {
      this.leftOut++
      return
    }
    if (this.bucket !== null && bucket > this.bucket) this.close()
    this.bucket = bucket
    this.lastMs = atMs
    if (mark !== 'good') this.isUnlearnable = true
    const isUsable = value !== null && Number.isFinite(value) && mark !== 'doubtful'
    if (isUsable) this.lastValueAtMs = atMs
    if (isUsable && this.values.length < MINUTES.mostReadings) {
      this.times.push(atMs)
      this.values.push(value)
    } else this.leftOut++
  }

  /** Hands the open minute on if no reading of it can still come at `nowMs`. */
  settle(nowMs: number): void {
    if (this.bucket === null) return
    if (nowMs >= (this.bucket + 1) * MINUTES.lengthMs + MINUTES.settleMs) this.close()
  }

  /** Forgets everything but the time: a reading from before the reset stays out. */
  reset(): void {
    if (this.bucket !== null) this.closedUntilMs = this.lastMs
    this.lastValueAtMs = null
    this.clear()
  }

  private close(): void {
    const bucket = this.bucket ?? 0
    const isEmpty = this.values.length === 0
    this.onMinute({
      atMs: isEmpty ? bucket * MINUTES.lengthMs : median(this.times),
      value: isEmpty ? null : median(this.values),
      readings: this.values.length,
      leftOut: this.leftOut,
      isUnlearnable: this.isUnlearnable,
    })
    this.closedUntilMs = (bucket + 1) * MINUTES.lengthMs
    this.clear()
  }

  private clear(): void {
    this.bucket = null
    this.times.length = 0
    this.values.length = 0
    this.leftOut = 0
    this.isUnlearnable = false
  }
}
