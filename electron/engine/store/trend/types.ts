/** One bucket in which something was measured, in the unit of the channel. */
export interface StoredTrendPoint {
  readonly fromUtcMs: number
  readonly least: number
  readonly greatest: number
  /** Null only where the sum left the range of numbers. */
  readonly mean: number | null
  /** Numbers or samples in the bucket: at least 1. */
  readonly count: number
  /** How many of them the monitor called questionable, and how many were its demo values: to be marked as such. */
  readonly questionable: number
  readonly demo: number
}

export interface StoredTrend {
  /** Width of every bucket. */
  readonly widthMs: number
  /** In time order; a bucket in which nothing was measured is not there: it is a gap, never a zero. */
  readonly points: readonly StoredTrendPoint[]
  /** False while older data of the range is still being entered in the background: a hole may fill. */
  readonly complete: boolean
}

/** Bounds of a range, both within it; null = open. */
export interface ValueRange {
  readonly low: number | null
  readonly high: number | null
}

/** How long a channel stood where; the four add up to the period asked for. */
export interface TimeInRange {
  readonly belowMs: number
  readonly withinMs: number
  readonly aboveMs: number
  readonly notMeasuredMs: number
}

export interface StoredPercentiles {
  /** Numbers in the range, and how many of them the monitor called questionable or were its demo values. */
  readonly count: number
  readonly questionable: number
  readonly demo: number
  /** One for each part asked for: a value that was measured, never one in between; null of nothing. */
  readonly values: readonly (number | null)[]
}
