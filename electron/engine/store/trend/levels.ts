const MINUTE_MS = 60_000
const MINUTES_PER_STEP = 10
const MINUTES_PER_HOUR = 60

/** Widths of the buckets of the pyramid, ms, finest first. Stored as the place in this list: append only. */
export const TREND_LEVELS: readonly number[] = [
  MINUTE_MS,
  MINUTES_PER_STEP * MINUTE_MS,
  MINUTES_PER_HOUR * MINUTE_MS,
]
export const FINEST_MS = MINUTE_MS

/** Start of the bucket of `widthMs` that a time lies in; buckets are whole in UTC. */
export function bucketStart(utcMs: number, widthMs: number): number {
  return Math.floor(utcMs / widthMs) * widthMs
}

/** The finest level that covers the range in at most `mostPoints` buckets; the coarsest where none does. */
export function levelFor(fromUtcMs: number, toUtcMs: number, mostPoints: number): number {
  const level = TREND_LEVELS.findIndex((widthMs) => {
    const spanMs = toUtcMs - bucketStart(fromUtcMs, widthMs)
    return Math.ceil(spanMs / widthMs) <= mostPoints
  })
  return level === -1 ? TREND_LEVELS.length - 1 : level
}
