import type { LimitPair, LimitSide, LimitView } from '../../../electron/ipc/alarms.ts'

/** Rounds to the digits that are shown, so that steps of a tenth do not add up errors. */
function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals))
}

/**
 * One step up or down on a side of a pair of limits: within the bounds, and never to or past the other side.
 * A side that has no limit stays as it is.
 */
export function stepLimit(
  pair: LimitPair,
  side: LimitSide,
  by: 1 | -1,
  limit: Pick<LimitView, 'step' | 'decimals' | 'bounds'>,
): LimitPair {
  const value = pair[side]
  if (value === null) return pair
  const { step, decimals, bounds } = limit
  const wanted = Math.min(bounds.most, Math.max(bounds.least, rounded(value + by * step, decimals)))
  const next = { ...pair, [side]: rounded(wanted, decimals) }
  return isInOrder(next) ? next : pair
}

/** Whether the low limit lies below the high one. */
export function isInOrder({ low, high }: LimitPair): boolean {
  return low === null || high === null || low < high
}

export function isSamePair(one: LimitPair, other: LimitPair): boolean {
  return one.low === other.low && one.high === other.high
}

/** The limits that hold, as a pair. */
export function pairOf({ low, high }: LimitPair): LimitPair {
  return { low, high }
}
