import type { NoteView } from '../../ipc/trend.ts'
import type { Connection } from './database.ts'
import { queries } from './queries.ts'

/** A note of a bed as it is stored. `id` is made by the caller: the same row sent twice is stored once. */
export interface NoteRow extends NoteView {
  readonly bed: string
}

interface Columns {
  readonly id: string
  readonly bed: string
  readonly kind: NoteView['kind']
  readonly at_utc_ms: number
  readonly written_utc_ms: number
  readonly author: string
  readonly text: string
}

/** Stores a note once. */
export function insertNote(connection: Connection, row: NoteRow): void {
  connection
    .prepare<(string | number)[]>(queries.insertNote)
    .run(row.id, row.bed, row.kind, row.atUtcMs, row.writtenUtcMs, row.author, row.text)
}

/** Notes about a stretch of a bed, oldest first. Throws SQLite errors as they are. */
export function readNotes(
  connection: Connection,
  bed: string,
  fromUtcMs: number,
  toUtcMs: number,
): NoteRow[] {
  return connection
    .prepare<(string | number)[], Columns>(queries.notesInRange)
    .all(bed, fromUtcMs, toUtcMs)
    .map(({ at_utc_ms, written_utc_ms, ...row }) => ({
      ...row,
      atUtcMs: at_utc_ms,
      writtenUtcMs: written_utc_ms,
    }))
}
