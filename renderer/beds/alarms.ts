import type { Priority } from '../../drivers/model/measurement.ts'
import type { AlarmPhase, AlarmView } from '../../electron/ipc/alarms.ts'

const RANK: Readonly<Record<Priority, number>> = { high: 0, medium: 1, low: 2 }

/** Marks of a priority (CLINICAL 1.2): stars for physiological alarms, exclamation marks for technical ones. */
export function alarmMark(kind: AlarmView['kind'], priority: Priority): string {
  return (kind === 'technical' ? '!' : '*').repeat(3 - RANK[priority])
}

/** What nobody has seen to comes first, what waits for a reset last. */
const PHASE_RANK: Readonly<Record<AlarmPhase, number>> = { active: 0, acknowledged: 1, latched: 2, missed: 3 }

/** Order of alarms: highest priority, then not acknowledged, then physiological before technical, then oldest. */
export function compareAlarms(left: AlarmView, right: AlarmView): number {
  const byPriority = RANK[left.priority] - RANK[right.priority]
  if (byPriority !== 0) return byPriority
  const byPhase = PHASE_RANK[left.state] - PHASE_RANK[right.state]
  if (byPhase !== 0) return byPhase
  if (left.kind !== right.kind) return left.kind === 'physiological' ? -1 : 1
  return left.sinceUtcMs - right.sinceUtcMs
}

/** All alarms, worst first. */
export function sortAlarms(alarms: readonly AlarmView[]): readonly AlarmView[] {
  return alarms.toSorted(compareAlarms)
}
