import type { AlarmLoad, BedLoad, LoadGroup } from '../../ipc/alarm-load.ts'
import type { Interval } from '../export/intervals.ts'
import type { StoredAlarmEvent } from '../store/tables/alarm-events.ts'
import type { StoreReader } from '../store/types.ts'
import { type LoggedEvent, loggedOf } from './log.ts'

const HOUR_MS = 3_600_000
const RANK = { high: 0, medium: 1, low: 2 } as const

type Group = { -readonly [Key in keyof LoadGroup]: LoadGroup[Key] }

function groupOf(bed: string, id: string, { facts }: NonNullable<LoggedEvent['about']>): Group {
  const { source, kind, priority, text, limit } = facts
  return {
    bed,
    id,
    source,
    kind,
    priority,
    label: limit?.label ?? text,
    parameter: limit?.parameter ?? null,
    side: limit?.side ?? null,
    isExtreme: limit?.isExtreme ?? false,
    alarms: 0,
    standingMs: 0,
  }
}

/** Alarms of a bed by kind, most first; each counts when it began. In: the events of the period, in order. */
export function loadGroups(bed: string, rows: readonly StoredAlarmEvent[], toUtcMs: number): LoadGroup[] {
  const groups = new Map<string, Group>()
  const standing = new Map<string, number>()
  const end = (id: string, atUtcMs: number): void => {
    const group = groups.get(id)
    const sinceUtcMs = standing.get(id)
    if (group !== undefined && sinceUtcMs !== undefined) group.standingMs += atUtcMs - sinceUtcMs
    standing.delete(id)
  }
  for (const row of rows) {
    const { event, about } = loggedOf(row)
    if (event.type === 'ended') end(event.condition, row.atUtcMs)
    if (event.type !== 'raised' || about === null) continue
    end(event.condition, row.atUtcMs)
    const group = groups.get(event.condition) ?? groupOf(bed, event.condition, about)
    groups.set(event.condition, group)
    group.alarms++
    if (RANK[about.facts.priority] < RANK[group.priority]) group.priority = about.facts.priority
    standing.set(event.condition, row.atUtcMs)
  }
  for (const id of [...standing.keys()]) end(id, toUtcMs)
  return [...groups.values()].sort((a, b) => b.alarms - a.alarms)
}

function hoursOf({ fromUtcMs, toUtcMs }: Interval): number[] {
  return new Array<number>(Math.ceil((toUtcMs - fromUtcMs) / HOUR_MS)).fill(0)
}

/** How many alarms a bed, or all beds of the record, had in a period. */
export function alarmLoad(reader: StoreReader, bed: string | null, period: Interval): AlarmLoad {
  const { fromUtcMs, toUtcMs } = period
  const byHour = hoursOf(period)
  const beds: BedLoad[] = []
  const groups: LoadGroup[] = []
  for (const { bed: id, label } of reader.beds()) {
    if (bed !== null && bed !== id) continue
    const rows = reader.alarmEvents(id, fromUtcMs, toUtcMs)
    const ofBed = hoursOf(period)
    let alarms = 0
    for (const { type, atUtcMs } of rows) {
      if (type !== 'raised') continue
      const hour = Math.floor((atUtcMs - fromUtcMs) / HOUR_MS)
      ofBed[hour] = (ofBed[hour] ?? 0) + 1
      byHour[hour] = (byHour[hour] ?? 0) + 1
      alarms++
    }
    beds.push({ bed: id, label, alarms, byHour: ofBed })
    groups.push(...loadGroups(id, rows, toUtcMs))
  }
  beds.sort((a, b) => b.alarms - a.alarms)
  groups.sort((a, b) => b.alarms - a.alarms)
  const alarms = beds.reduce((sum, one) => sum + one.alarms, 0)
  return { fromUtcMs, toUtcMs, alarms, byHour, beds, groups }
}
