const HOUR_MS = 3_600_000

/** Periods a nurse may look back on, h. */
export const RANGES = [
  { hours: 1, word: 'trend.hours1' },
  { hours: 4, word: 'trend.hours4' },
  { hours: 12, word: 'trend.hours12' },
  { hours: 24, word: 'trend.hours24' },
  { hours: 168, word: 'trend.days7' },
] as const
export type RangeHours = (typeof RANGES)[number]['hours']

/** The period that ends now. */
export function rangeBefore(hours: RangeHours, nowUtcMs: number): { fromUtcMs: number; toUtcMs: number } {
  return { fromUtcMs: Math.round(nowUtcMs) - hours * HOUR_MS, toUtcMs: Math.round(nowUtcMs) }
}
