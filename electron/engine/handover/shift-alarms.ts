import type { ShiftAlarm } from '../../ipc/handover.ts'
import { type LoggedEvent, loggedOf } from '../alarms/log.ts'
import { stateAt } from '../alarms/stored-period.ts'
import type { AlarmEntry, AlarmFacts, AlarmState } from '../alarms/types.ts'
import type { Interval } from '../export/intervals.ts'
import type { StoredAlarmEvent } from '../store/tables/alarm-events.ts'
import type { StoreReader } from '../store/types.ts'

type Open = { -readonly [Key in keyof ShiftAlarm]: ShiftAlarm[Key] }

function openedAs(id: string, occurrence: number, facts: AlarmFacts, sinceUtcMs: number): Open {
  const { source, kind, priority, text, limit } = facts
  const label = limit?.label ?? text
  const times = { sinceUtcMs, endUtcMs: null, answeredUtcMs: null }
  return { id, occurrence, source, kind, priority, text, label, ...times }
}

/** Follows the alarms of a bed through the events of a period. */
class AlarmWalk {
  /** In order of beginning. */
  readonly alarms: Open[] = []
  /** The last of each condition: what is over may still be answered. */
  readonly #last = new Map<string, Open>()

  /** Takes up what stands in a state whose times are UTC. */
  takeUp({ alarms }: AlarmState, atUtcMs: number): void {
    for (const open of this.#last.values()) {
      const entry = alarms[open.id]
      const isOver = entry === undefined || entry.ended !== null || entry.occurrence !== open.occurrence
      if (open.endUtcMs === null && isOver) open.endUtcMs = atUtcMs
    }
    for (const [id, entry] of Object.entries(alarms)) {
      if (entry.ended === null && this.#last.get(id)?.occurrence !== entry.occurrence)
        this.#standing(id, entry)
    }
  }

  #standing(id: string, { occurrence, facts, sinceMs, acknowledged }: AlarmEntry): void {
    const open = openedAs(id, occurrence, facts, sinceMs)
    this.#add({ ...open, answeredUtcMs: acknowledged?.atMs ?? null })
  }

  #add(open: Open): void {
    this.alarms.push(open)
    this.#last.set(open.id, open)
  }

  follow({ event, about }: LoggedEvent, atUtcMs: number): void {
    if (!('condition' in event)) return
    const open = this.#last.get(event.condition)
    if (event.type === 'raised') {
      if (open?.endUtcMs === null) open.endUtcMs = atUtcMs
      this.#add(openedAs(event.condition, about?.occurrence ?? 0, event.facts, atUtcMs))
      return
    }
    if (open === undefined) return
    if (event.type === 'ended') open.endUtcMs ??= atUtcMs
    // Who resets what is latched has seen it.
    if (event.type === 'acknowledged' || event.type === 'reset') open.answeredUtcMs ??= atUtcMs
    if (about !== null && about.occurrence === open.occurrence) open.text = about.facts.text
  }
}

/** Alarms of a bed that were in force in a period, as the log tells, oldest first. */
export function shiftAlarmsOf(
  before: AlarmState,
  rows: readonly StoredAlarmEvent[],
  period: Interval,
): ShiftAlarm[] {
  const walk = new AlarmWalk()
  walk.takeUp(before, period.fromUtcMs)
  for (const row of rows) {
    const logged = loggedOf(row)
    if (logged.event.type === 'snapshot')
      walk.takeUp(inUtc(logged.event.state, row.atUtcMs, logged.event.atMs), row.atUtcMs)
    else walk.follow(logged, row.atUtcMs)
  }
  return walk.alarms
    .filter(({ sinceUtcMs, endUtcMs }) => sinceUtcMs >= period.fromUtcMs || endUtcMs !== period.fromUtcMs)
    .sort((a, b) => a.sinceUtcMs - b.sinceUtcMs)
}

/** A state of a snapshot with the times of its alarms in UTC. */
function inUtc(state: AlarmState, atUtcMs: number, atMs: number): AlarmState {
  const byMs = atUtcMs - atMs
  const alarms = Object.entries(state.alarms).map(([id, entry]) => {
    const { acknowledged } = entry
    const answered = acknowledged && { ...acknowledged, atMs: acknowledged.atMs + byMs }
    return [id, { ...entry, sinceMs: entry.sinceMs + byMs, acknowledged: answered }]
  })
  return { ...state, alarms: Object.fromEntries(alarms) }
}

/** The same, read from the record. */
export function shiftAlarmLog(reader: StoreReader, bed: string, period: Interval): ShiftAlarm[] {
  const before = stateAt(reader, bed, period.fromUtcMs)
  return shiftAlarmsOf(before, reader.alarmEvents(bed, period.fromUtcMs, period.toUtcMs), period)
}
