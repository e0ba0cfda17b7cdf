import { median } from '../signal/ranks.ts'
import { MS_PER_HOUR, TREND } from './insight-table.ts'

/** A value and when it was measured. */
export interface Point {
  readonly atMs: number
  readonly value: number
}

/** The line through points that half of them could not bend. */
export interface Line {
  readonly slopePerHour: number
  readonly lowPerHour: number
  readonly highPerHour: number
  /** Its height at the last point. */
  readonly level: number
  /** Mann and Kendall's test of no trend: standard normal if there is none and points are independent. */
  readonly kendallZ: number
}

const KENDALL_DIVISOR = 18

/**
 * Slope by Theil and Sen: the median slope of all pairs (Sen 1968), with the 20th and 80th percentile of them, and the
 * test of Mann and Kendall with its correction for ties (Kendall 1975). In: at least two points, times rising.
 * Null for fewer.
 */
export function theilSen(points: readonly Point[]): Line | null {
  const last = points.at(-1)
  if (last === undefined || points.length < 2) return null
  const slopes: number[] = []
  let kendall = 0
  for (const [index, one] of points.entries()) {
    for (let later = index + 1; later < points.length; later++) {
      const other = points[later]
      if (other === undefined) continue
      const rise = other.value - one.value
      kendall += Math.sign(rise)
      slopes.push((rise / (other.atMs - one.atMs)) * MS_PER_HOUR)
    }
  }
  slopes.sort((a, b) => a - b)
  const at = (share: number) => slopes[Math.round(share * (slopes.length - 1))] ?? 0
  const slopePerHour = (at(0.5) + (slopes[(slopes.length - 1) >> 1] ?? 0)) / 2
  const heights = points.map(({ atMs, value }) => value - (slopePerHour * (atMs - last.atMs)) / MS_PER_HOUR)
  return {
    slopePerHour,
    lowPerHour: at(TREND.lowSlopeShare),
    highPerHour: at(TREND.highSlopeShare),
    level: median(heights),
    kendallZ: kendallZ(kendall, points),
  }
}

function kendallZ(kendall: number, points: readonly Point[]): number {
  const spread = (n: number) => n * (n - 1) * (2 * n + 5)
  const ties = new Map<number, number>()
  for (const { value } of points) ties.set(value, (ties.get(value) ?? 0) + 1)
  const tied = [...ties.values()].reduce((sum, count) => sum + spread(count), 0)
  const variance = (spread(points.length) - tied) / KENDALL_DIVISOR
  return variance > 0 ? (kendall - Math.sign(kendall)) / Math.sqrt(variance) : 0
}
