import type { TriedLimit, WhatIfLimit } from '../../../electron/ipc/alarm-load.ts'
import type { LimitPair, LimitSide } from '../../../electron/ipc/alarms.ts'
import { stepLimit } from '../limits/limit-draft.ts'

/** Delays are tried in steps of so much. */
const DELAY_STEP_MS = 5_000

/** What somebody tries, by parameter; a parameter that is not in it keeps what it had. */
export type Tries = ReadonlyMap<string, TriedLimit>

/**
 * What is tried for a parameter, as the engine answered it. A side that is switched off is in no answer, but a setting
 * needs both: it keeps the limit of `held`, which the bed has now.
 */
export function answeredSetting(
  limits: readonly WhatIfLimit[],
  parameter: string,
  held: LimitPair | undefined,
): TriedLimit {
  const own = limits.filter((one) => one.parameter === parameter && !one.isExtreme)
  const on = (side: LimitSide) => own.find((one) => one.side === side)?.tried
  const low = on('low')
  const high = on('high')
  return {
    parameter,
    low: low?.limit ?? held?.low ?? null,
    high: high?.limit ?? held?.high ?? null,
    delayMs: low?.delayMs ?? high?.delayMs ?? 0,
  }
}

/** One step of a limit that is tried: within its bounds and never past the other side. */
export function stepTried(setting: TriedLimit, limit: WhatIfLimit, by: 1 | -1): TriedLimit {
  const { low, high } = setting
  return { ...setting, ...stepLimit({ low, high }, limit.side, by, limit) }
}

/** Five seconds more or less of the delay of both sides, within its bounds. */
export function stepDelay(setting: TriedLimit, { delayBounds }: WhatIfLimit, by: 1 | -1): TriedLimit {
  const wantedMs = (setting.delayMs ?? 0) + by * DELAY_STEP_MS
  return { ...setting, delayMs: Math.min(delayBounds.mostMs, Math.max(delayBounds.leastMs, wantedMs)) }
}

/** Bounds that nobody can switch off and that the tried limits move all the same. */
export function movedExtremes(limits: readonly WhatIfLimit[]): readonly WhatIfLimit[] {
  return limits.filter(({ isExtreme, before, tried }) => isExtreme && before.limit !== tried.limit)
}

/** Bounds that nobody can switch off, that stay where they are and have no alarm either way: a line tells them all. */
export function isQuietExtreme({
  isExtreme,
  before,
  tried,
  alarmsBefore,
  alarmsTried,
}: WhatIfLimit): boolean {
  return isExtreme && before.limit === tried.limit && alarmsBefore + alarmsTried === 0
}
