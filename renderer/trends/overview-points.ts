import type { TrendParameter } from '../../electron/ipc/trend.ts'

/** A point of the overview; null where nothing was measured. */
export interface OverviewPoint {
  readonly atUtcMs: number
  readonly mean: number | null
}

/** One point for every bucket of the period, measured or not, so that the brush is even in time. */
export function overviewPoints(
  { buckets, widthMs }: Pick<TrendParameter, 'buckets' | 'widthMs'>,
  { fromUtcMs, toUtcMs }: { readonly fromUtcMs: number; readonly toUtcMs: number },
): readonly OverviewPoint[] {
  const start = (utcMs: number) => Math.floor(utcMs / widthMs) * widthMs
  const means = new Map(buckets.map(({ atUtcMs, mean }) => [start(atUtcMs), mean]))
  const points: OverviewPoint[] = []
  for (let at = start(fromUtcMs); at < toUtcMs; at += widthMs) {
    points.push({ atUtcMs: at, mean: means.get(at) ?? null })
  }
  return points
}
