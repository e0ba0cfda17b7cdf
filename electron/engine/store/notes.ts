import type { NoteView } from '../../ipc/trend.ts'
import type { Connection } from './database.ts'
import { queries, wholeTableQueries } from './queries.ts'
import { openText, sealText } from './seal/sealed-bytes.ts'
import { keysOf } from './seal/subject-keys.ts'

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
  readonly subject: number
  readonly text: Uint8Array
}

function placeOf(id: string): string {
  return `note/${id}`
}

/** Stores a note once, its text sealed for `subject`. Inside a transaction of the caller. */
export function insertNote(connection: Connection, subject: number, row: NoteRow): void {
  const text = sealText(keysOf(connection).needed(subject), placeOf(row.id), row.text)
  connection
    .prepare<(string | number | Uint8Array)[]>(queries.insertNote)
    .run(row.id, row.bed, row.kind, row.atUtcMs, row.writtenUtcMs, row.author, subject, text)
}

function textOf(connection: Connection, { id, subject, text }: Columns): string | null {
  const key = keysOf(connection).of(subject)
  return key === null ? null : openText(key, placeOf(id), text)
}

/** Notes about a stretch of a bed, oldest first; one that does not open is left out and reported by `verify`. Throws SQLite errors as they are. */
export function readNotes(
  connection: Connection,
  bed: string,
  fromUtcMs: number,
  toUtcMs: number,
): NoteRow[] {
  return connection
    .prepare<(string | number)[], Columns>(queries.notesInRange)
    .all(bed, fromUtcMs, toUtcMs)
    .flatMap((row) => {
      const text = textOf(connection, row)
      if (text === null) return []
      const { id, kind, author, at_utc_ms: atUtcMs, written_utc_ms: writtenUtcMs } = row
      return [{ id, bed, kind, atUtcMs, writtenUtcMs, author, text }]
    })
}

/** Notes about a stretch of a bed that was given from one subject to another. Inside a transaction of the caller. */
export function resealNotes(
  connection: Connection,
  { bed, fromUtcMs, toUtcMs }: { readonly bed: string; readonly fromUtcMs: number; readonly toUtcMs: number },
  { was, becomes }: { readonly was: number; readonly becomes: number },
): void {
  const rows = connection.prepare<(string | number)[], Columns>(queries.notesInRange)
  for (const row of rows.all(bed, fromUtcMs, toUtcMs)) {
    const text = row.subject === was ? textOf(connection, row) : null
    if (text === null) continue
    const sealed = sealText(keysOf(connection).needed(becomes), placeOf(row.id), text)
    connection.prepare(queries.setNoteSubject).run(becomes, sealed, row.id)
  }
}

/** What `verify` says of notes. */
export function noteFindings(connection: Connection): string[] {
  return connection
    .prepare<[], Columns>(wholeTableQueries.notes)
    .all()
    .filter((row) => textOf(connection, row) === null)
    .map(({ bed, at_utc_ms }) => {
      const when = new Date(at_utc_ms).toISOString()
      return `A note of the bed ${bed} at ${when} does not open: it was changed or is damaged.`
    })
}

/** Removes the notes of a subject. Inside a transaction of the caller. Out: how many. */
export function eraseNotes(connection: Connection, subject: number): number {
  return connection.prepare(queries.deleteNotes).run(subject).changes
}

/** The same for notes about a stretch of time; half open, UTC ms. */
export function eraseNotesIn(
  connection: Connection,
  subject: number,
  { fromUtcMs, toUtcMs }: { readonly fromUtcMs: number; readonly toUtcMs: number },
): number {
  return connection.prepare(queries.deleteNotesIn).run(subject, fromUtcMs, toUtcMs).changes
}
