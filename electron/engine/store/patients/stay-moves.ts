import type { StayMoveView } from '../../../ipc/patient.ts'
import type { Connection } from '../file/database.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import { identityOf } from '../seal/subjects.ts'

/** A stretch of a bed that was given from one subject to another, as it is stored. */
export interface StayMoveRow {
  readonly number: number
  readonly id: string
  readonly kind: StayMoveView['kind']
  readonly undoes: string | null
  readonly bed: string
  readonly from_utc_ms: number
  /** For a stay that went on: when it was moved. */
  readonly to_utc_ms: number
  readonly is_running: number
  readonly was: number
  readonly becomes: number
  readonly written_utc_ms: number
  readonly author: string
  readonly resealed: number
}

/** Stores one. Inside a transaction of the caller. */
export function insertStayMove(connection: Connection, row: Omit<StayMoveRow, 'number' | 'resealed'>): void {
  connection
    .prepare<(string | number | null)[]>(queries.insertStayMove)
    .run(
      row.id,
      row.kind,
      row.undoes,
      row.bed,
      row.from_utc_ms,
      row.to_utc_ms,
      row.is_running,
      row.was,
      row.becomes,
      row.written_utc_ms,
      row.author,
    )
}

/** Every one, in the order in which they were made. Throws SQLite errors as they are. */
export function stayMoveRows(connection: Connection): StayMoveRow[] {
  return connection.prepare<[], StayMoveRow>(wholeTableQueries.stayMoves).all()
}

/** The same as people see them; a patient who was erased, or who does not open, is null. Throws SQLite errors as they are. */
export function readStayMoves(connection: Connection): StayMoveView[] {
  const rows = stayMoveRows(connection)
  const undone = new Set(rows.map(({ undoes }) => undoes))
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    bed: row.bed,
    fromUtcMs: row.from_utc_ms,
    toUtcMs: row.to_utc_ms,
    was: identityOf(connection, row.was),
    becomes: identityOf(connection, row.becomes),
    movedUtcMs: row.written_utc_ms,
    author: row.author,
    isUndone: undone.has(row.id),
    wasRunning: row.is_running === 1,
  }))
}
