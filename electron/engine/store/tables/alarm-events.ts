import type { Connection } from '../file/database.ts'
import { queries } from '../file/queries.ts'

/** One event of the alarms of a bed as it is stored; what it means is known in `../../alarms`. */
export interface StoredAlarmEvent {
  readonly bed: string
  /** Counts the events of a bed; one sent twice is stored once. */
  readonly number: number
  readonly atUtcMs: number
  readonly type: string
  /** JSON text. */
  readonly payload: string
}

interface Columns {
  readonly number: number
  readonly at_utc_ms: number
  readonly type: string
  readonly payload: string
}

/** Stores an event once. Inside a transaction of the caller. */
export function insertAlarmEvent(connection: Connection, event: StoredAlarmEvent): void {
  const { bed, number, atUtcMs, type, payload } = event
  connection.prepare(queries.insertAlarmEvent).run(bed, number, atUtcMs, type, payload)
}

function eventsOf(bed: string, rows: readonly Columns[]): StoredAlarmEvent[] {
  return rows.map(({ at_utc_ms: atUtcMs, ...row }) => ({ bed, atUtcMs, ...row }))
}

/**
 * From the last snapshot of a bed before a moment up to it, in order; from its beginning where there is none. Throws
 * SQLite errors as they are.
 */
export function readAlarmLog(connection: Connection, bed: string, beforeUtcMs: number): StoredAlarmEvent[] {
  const rows = connection
    .prepare<(string | number)[], Columns>(queries.alarmEventsFromSnapshot)
    .all(bed, beforeUtcMs, bed, beforeUtcMs)
  return eventsOf(bed, rows)
}

/** Events of a stretch, in order. Throws SQLite errors as they are. */
export function readAlarmEvents(
  connection: Connection,
  bed: string,
  fromUtcMs: number,
  toUtcMs: number,
): StoredAlarmEvent[] {
  const rows = connection
    .prepare<(string | number)[], Columns>(queries.alarmEventsInRange)
    .all(bed, fromUtcMs, toUtcMs)
  return eventsOf(bed, rows)
}

/** Removes the events of a stretch. Inside a transaction of the caller. Out: how many. */
export function eraseAlarmEvents(
  connection: Connection,
  bed: string,
  fromUtcMs: number,
  toUtcMs: number,
): number {
  return connection.prepare(queries.deleteAlarmEvents).run(bed, fromUtcMs, toUtcMs).changes
}
