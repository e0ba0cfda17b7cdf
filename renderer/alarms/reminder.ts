import type { BedAlarmStatus, LimitView, TimedState } from '../../electron/ipc/alarms.ts'

/** A reminder stays on the screen for so long. */
const SHOWN_FOR_MS = 60_000
/** And wants to be heard for so long: less than the pace of a low alarm, so that it is heard once. */
const SOUNDS_FOR_MS = 20_000

function isWithin(status: BedAlarmStatus, nowUtcMs: number, forMs: number): boolean {
  if (status.remindedUtcMs === null || !isAnythingOff(status)) return false
  const sinceMs = nowUtcMs - status.remindedUtcMs
  // A reminder that lies ahead is of a clock that was set back since.
  return sinceMs >= 0 && sinceMs < forMs
}

function isAnythingOff({ audioOff, comfortCare, says }: BedAlarmStatus): boolean {
  return audioOff !== null || comfortCare !== null || says.includes('limitOff')
}

/** Whether the screen reminds people now of what is off on a bed (CLINICAL 1.4). */
export function reminds(status: BedAlarmStatus, nowUtcMs: number): boolean {
  return isWithin(status, nowUtcMs, SHOWN_FOR_MS)
}

/** Whether that reminder is to be heard now. */
export function remindsAloud(status: BedAlarmStatus, nowUtcMs: number): boolean {
  return isWithin(status, nowUtcMs, SOUNDS_FOR_MS)
}

/** A limit that somebody has switched off, and until when. */
export interface LimitOff {
  readonly limit: LimitView
  readonly side: 'low' | 'high'
  readonly off: TimedState
}

/** The limits of a bed that are switched off; the one that ends first leads. */
export function limitsOff({ limits }: BedAlarmStatus): readonly LimitOff[] {
  return limits
    .flatMap((limit) =>
      (['low', 'high'] as const).flatMap((side) => {
        const off = limit.off[side]
        return off === null ? [] : [{ limit, side, off }]
      }),
    )
    .sort((one, other) => one.off.untilUtcMs - other.off.untilUtcMs)
}
