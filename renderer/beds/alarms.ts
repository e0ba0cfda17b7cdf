import type { Priority } from '../../drivers/model/measurement.ts'
import type { AlarmView } from '../../electron/ipc/views.ts'

const RANK: Readonly<Record<Priority, number>> = { high: 0, medium: 1, low: 2 }

/** Marks of a priority (CLINICAL 1.2): stars for physiological alarms, exclamation marks for technical ones. */
export function alarmMark(kind: AlarmView['kind'], priority: Priority): string {
  return (kind === 'technical' ? '!' : '*').repeat(3 - RANK[priority])
}

/** Order of alarms: highest priority, then physiological before technical, then oldest. */
export function compareAlarms(left: AlarmView, right: AlarmView): number {
  const byPriority = RANK[left.priority] - RANK[right.priority]
  if (byPriority !== 0) return byPriority
  if (left.kind !== right.kind) return left.kind === 'physiological' ? -1 : 1
  return left.sinceUtcMs - right.sinceUtcMs
}

/** Alarms whose condition lasts, worst first. */
export function sortAlarms(alarms: readonly AlarmView[]): readonly AlarmView[] {
  return alarms.filter(({ endedUtcMs }) => endedUtcMs === null).sort(compareAlarms)
}
