import type { NoteView } from '../../../ipc/trend.ts'
import type { Connection } from '../file/database.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import { openText, sealText } from '../seal/sealed-bytes.ts'
import { keysOf } from '../seal/subject-keys.ts'
import { dismissalOf } from './dismissals.ts'

/**
 * What a note of a bed may be besides what screens list: why somebody is here, a word for the next shift, that a
 * dismissal holds no longer, and that a hint was shown and is over.
 */
export type NoteKind = NoteView['kind'] | 'reason' | 'handover' | 'dismissalOver' | 'hintShown' | 'hintOver'

/** A note of a bed as it is stored; of a dismissal `text` is what dismissals.ts makes. `id` is made by the caller: the same row sent twice is stored once. */
export interface NoteRow extends Omit<NoteView, 'kind' | 'dismissed'> {
  readonly bed: string
  readonly kind: NoteKind
}

/** The notes, marks and dismissals that screens list, without their bed. */
export function listedNotes(rows: readonly NoteRow[]): NoteView[] {
  return rows.flatMap((row): NoteView[] => {
    const { bed: _, kind, ...note } = row
    if (kind === 'note' || kind === 'mark') return [{ ...note, kind }]
    const dismissal = kind === 'dismissal' ? dismissalOf(row) : null
    if (dismissal === null) return []
    const { fact: dismissed, reason, actedOn } = dismissal
    return [{ ...note, kind: 'dismissal', text: reason, dismissed, ...(actedOn && { actedOn }) }]
  })
}

interface Columns {
  readonly id: string
  readonly bed: string
  readonly kind: NoteKind
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

function noteOf(connection: Connection, row: Columns): NoteRow | null {
  const text = textOf(connection, row)
  if (text === null) return null
  const { id, bed, kind, author, at_utc_ms: atUtcMs, written_utc_ms: writtenUtcMs } = row
  return { id, bed, kind, atUtcMs, writtenUtcMs, author, text }
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
    .flatMap((row) => noteOf(connection, row) ?? [])
}

interface StayColumns {
  readonly id: number
  readonly bed: string
  readonly subject: number
  readonly from_utc_ms: number
  readonly to_utc_ms: number | null
}

/** Since when a subject has been here without a break, whichever beds they lay in. In: their stays, and the last of them. */
function hereSince(stays: readonly Omit<StayColumns, 'subject'>[], last: StayColumns): number {
  let since = last.from_utc_ms
  for (const stay of [...stays].reverse()) {
    if (stay.to_utc_ms === since && stay.from_utc_ms < since) since = stay.from_utc_ms
  }
  return since
}

/**
 * Why whoever lay in a bed just before a moment was here, as it was written last; it goes with them from bed to bed.
 * Null: nobody wrote it, or it was taken back. Throws SQLite errors as they are.
 */
export function readStayReason(connection: Connection, bed: string, beforeUtcMs: number): NoteRow | null {
  const stays = connection.prepare<[string], StayColumns>(queries.bindingsOf).all(bed)
  const last = stays.findLast((stay) => stay.from_utc_ms < beforeUtcMs)
  const isHere = last !== undefined && (last.to_utc_ms === null || last.to_utc_ms >= beforeUtcMs)
  const reasons = isHere
    ? connection
        .prepare<[number, number, number], Columns>(queries.notesOfSubject)
        .all(
          last.subject,
          hereSince(
            connection.prepare<[number], StayColumns>(wholeTableQueries.staysOfSubject).all(last.subject),
            last,
          ),
          beforeUtcMs,
        )
        .flatMap((row) => noteOf(connection, row) ?? [])
    : readNotes(connection, bed, last?.to_utc_ms ?? 0, beforeUtcMs)
  const written = reasons
    .filter(({ kind }) => kind === 'reason')
    .sort((a, b) => a.writtenUtcMs - b.writtenUtcMs)
    .at(-1)
  return written === undefined || written.text === '' ? null : written
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
