import type {
  LoadGroup,
  MissedAlarm,
  ReplayedAlarm,
  WhatIf,
  WhatIfMark,
} from '../../../electron/ipc/alarm-load.ts'
import type { LimitSide } from '../../../electron/ipc/alarms.ts'

/** Alarms that would not come, for one reason. Side and values are null where the delay alone is the reason. */
export interface MissedGroup {
  readonly key: string
  readonly why: MissedAlarm['why']
  readonly label: string
  readonly decimals: number
  readonly side: LimitSide | null
  readonly alarms: number
  /** Lowest and highest of the furthest values. */
  readonly worst: readonly [low: number, high: number]
}

/** Missed alarms by reason, most first: the delay as one, limits by parameter and side. */
export function missedGroups(missed: readonly MissedAlarm[]): readonly MissedGroup[] {
  const groups = new Map<string, MissedGroup>()
  for (const { why, parameter, label, decimals, side, worst } of missed) {
    const key = why === 'delay' ? why : `${parameter} ${side}`
    const before = groups.get(key)
    const [low, high] = before?.worst ?? [worst, worst]
    groups.set(key, {
      key,
      why,
      label,
      decimals,
      side: why === 'delay' ? null : side,
      alarms: (before?.alarms ?? 0) + 1,
      worst: [Math.min(low, worst), Math.max(high, worst)],
    })
  }
  return [...groups.values()].sort((a, b) => b.alarms - a.alarms)
}

/** How long an alarm stood, ms; to the end of the period where it did not end in it. */
export function stoodMs({ sinceUtcMs, endedUtcMs }: ReplayedAlarm, toUtcMs: number): number {
  return (endedUtcMs ?? toUtcMs) - sinceUtcMs
}

/** The missed alarm that stood longest; null where none is missed. */
export function longestMissed({ missed, toUtcMs }: Pick<WhatIf, 'missed' | 'toUtcMs'>): MissedAlarm | null {
  const [longest] = [...missed].sort((a, b) => stoodMs(b, toUtcMs) - stoodMs(a, toUtcMs))
  return longest ?? null
}

/** `missed`: it alarmed then and would not; `silent`: no limit alarmed around it either way. */
export type MarkOutcome = 'missed' | 'still' | 'gained' | 'silent'

/** What the tried limits do to a marked moment. */
export function markOutcome({ alarmed, stillAlarms }: WhatIfMark): MarkOutcome {
  if (alarmed) return stillAlarms ? 'still' : 'missed'
  return stillAlarms ? 'gained' : 'silent'
}

/** The load of one parameter and side, or of one alarm of the monitor, over all beds. */
export interface ParameterLoad {
  readonly key: string
  readonly group: LoadGroup
  readonly alarms: number
}

/** Load by parameter over all beds, most first. */
export function parameterLoads(groups: readonly LoadGroup[]): readonly ParameterLoad[] {
  const loads = new Map<string, ParameterLoad>()
  for (const group of groups) {
    const key = `${group.source} ${group.label} ${group.side ?? ''} ${group.isExtreme}`
    const alarms = (loads.get(key)?.alarms ?? 0) + group.alarms
    loads.set(key, { key, group, alarms })
  }
  return [...loads.values()].sort((a, b) => b.alarms - a.alarms)
}
