import type { TrendParameter } from '../../electron/ipc/trend.ts'
import type { LaneParameter } from '../shifts/lanes.ts'

/** A parameter as a lane draws it, cut to the stretch that is looked at. The axis holds the whole period and never moves. */
export function laneOf(
  parameter: TrendParameter,
  { fromUtcMs, toUtcMs }: { readonly fromUtcMs: number; readonly toUtcMs: number },
): LaneParameter {
  const { buckets, widthMs } = parameter
  const means = buckets.map(({ mean }) => mean)
  const newest = buckets.at(-1)
  return {
    ...parameter,
    lowest: means.length === 0 ? null : Math.min(...means),
    highest: means.length === 0 ? null : Math.max(...means),
    // Only what was measured in the last buckets is a present value.
    last: newest !== undefined && toUtcMs - newest.atUtcMs <= 2 * widthMs ? newest.mean : null,
    breakAfterMs: 1.5 * widthMs,
    trend: buckets
      .filter(({ atUtcMs }) => atUtcMs >= fromUtcMs - widthMs && atUtcMs <= toUtcMs)
      .map(({ atUtcMs, mean, low, high }) => ({ atUtcMs, median: mean, low, high })),
  }
}
