import type { AlarmBurden, BurdenFigures, ParameterBurden, ShiftAlarm } from '../../ipc/handover.ts'
import { clip, type Interval, totalMs, unionOf } from '../export/intervals.ts'
import { medianOf } from '../export/statistics.ts'

const PRIORITIES = ['high', 'medium', 'low'] as const

/** The part of an alarm inside a period; of no length where it ended as the period began. */
function partOf({ sinceUtcMs, endUtcMs }: ShiftAlarm, period: Interval): Interval | null {
  return clip({ fromUtcMs: sinceUtcMs, toUtcMs: endUtcMs ?? period.toUtcMs }, period)
}

function figuresOf(alarms: readonly ShiftAlarm[], period: Interval): BurdenFigures {
  const parts = alarms.flatMap((alarm) => partOf(alarm, period) ?? [])
  const began = alarms.filter(({ sinceUtcMs }) => sinceUtcMs >= period.fromUtcMs)
  const responses = began.flatMap(({ sinceUtcMs, answeredUtcMs }) =>
    answeredUtcMs === null ? [] : [answeredUtcMs - sinceUtcMs],
  )
  return {
    alarms: began.length,
    standing: alarms.length - began.length,
    alarmMs: totalMs(unionOf(parts)),
    longestMs: Math.max(0, ...parts.map(({ fromUtcMs, toUtcMs }) => toUtcMs - fromUtcMs)),
    answered: responses.length,
    responseMs: medianOf(responses),
  }
}

function byParameter(alarms: readonly ShiftAlarm[], period: Interval): ParameterBurden[] {
  const groups = new Map<string, ShiftAlarm[]>()
  for (const alarm of alarms) {
    const name = `${alarm.source} ${alarm.kind} ${alarm.label}`
    groups.set(name, [...(groups.get(name) ?? []), alarm])
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    const priority = PRIORITIES.find((one) => group.some((alarm) => alarm.priority === one))
    if (first === undefined || priority === undefined) return []
    const { label, source, kind } = first
    return { label, source, kind, priority, ...figuresOf(group, period) }
  })
}

/** Counts the alarms of a period, by priority and by parameter. In: those that were in force in it. */
export function burdenOf(alarms: readonly ShiftAlarm[], period: Interval): AlarmBurden {
  return {
    anyMs: figuresOf(alarms, period).alarmMs,
    byPriority: PRIORITIES.map((priority) => ({
      priority,
      ...figuresOf(
        alarms.filter((alarm) => alarm.priority === priority),
        period,
      ),
    })),
    byParameter: byParameter(alarms, period).sort(
      (a, b) => b.alarms - a.alarms || PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority),
    ),
  }
}
