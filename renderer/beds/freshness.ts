import type { NumericView } from '../../electron/ipc/views.ts'

/** How a number may be shown: as it is, grey with its age, or not at all (DESIGN rule 2). */
export type Freshness = 'live' | 'old' | 'gone'

/** A number older than this many age limits is no longer shown. */
const GONE_AFTER_LIMITS = 2

/** Freshness of one number. In: the number and its age in ms by the monotonic clock. Episodic readings do not age here. */
export function freshnessOf(numeric: Pick<NumericView, 'value' | 'ageLimitMs'>, ageMs: number): Freshness {
  if (numeric.value === null) return 'gone'
  if (numeric.ageLimitMs === null) return 'live'
  if (ageMs > numeric.ageLimitMs * GONE_AFTER_LIMITS) return 'gone'
  return ageMs > numeric.ageLimitMs ? 'old' : 'live'
}
