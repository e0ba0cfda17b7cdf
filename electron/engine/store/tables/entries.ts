import { VigilError } from '../../../ipc/contract.ts'
import type { EntryView } from '../../../ipc/entry.ts'
import { enteredSchema } from '../../../ipc/entry-schema.ts'
import type { Connection } from '../file/database.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import { openText, sealText } from '../seal/sealed-bytes.ts'
import { keysOf } from '../seal/subject-keys.ts'

/** An entry as it is handed to the store. `id` is made by the caller: the same row sent twice is stored once. */
export interface NewEntry extends Omit<EntryView, 'state'> {
  readonly bed: string
  /** It only takes back the one it corrects. */
  readonly isWithdrawal: boolean
}

/** An entry of a bed. */
export interface EntryRow extends EntryView {
  readonly bed: string
}

interface Columns {
  readonly id: string
  readonly bed: string
  readonly at_utc_ms: number
  readonly written_utc_ms: number
  readonly author: string
  readonly subject: number
  readonly corrects: string | null
  readonly is_withdrawal: number
  readonly entered: Uint8Array
  /** Of the row that corrects it: its id, and whether it only takes it back. */
  readonly by_id: string | null
  readonly by_withdrawal: number | null
}

function placeOf(id: string): string {
  return `entry/${id}`
}

/**
 * Stores an entry once, sealed for `subject`, or for whom the corrected one is about. Inside a transaction of the
 * caller. Throws badRequest where the one it corrects was corrected before: two people would hold two values.
 */
export function insertEntry(connection: Connection, subject: number, row: NewEntry): void {
  const { id, kind, value, unit, corrects } = row
  const corrected =
    corrects === null ? undefined : connection.prepare<[string], Columns>(queries.entry).get(corrects)
  if (corrected?.by_id != null && corrected.by_id !== id) {
    throw new VigilError('badRequest', 'Somebody has corrected this entry already: look again.')
  }
  const whose = corrected?.subject ?? subject
  const entered = sealText(
    keysOf(connection).needed(whose),
    placeOf(id),
    JSON.stringify({ kind, value, unit }),
  )
  connection
    .prepare<(string | number | Uint8Array | null)[]>(queries.insertEntry)
    .run(
      id,
      row.bed,
      row.atUtcMs,
      row.writtenUtcMs,
      row.author,
      whose,
      corrects,
      row.isWithdrawal ? 1 : 0,
      entered,
    )
}

function stateOf({ is_withdrawal, by_id, by_withdrawal }: Columns): EntryView['state'] {
  if (is_withdrawal === 1 || by_withdrawal === 1) return 'withdrawn'
  return by_id === null ? 'valid' : 'corrected'
}

function entryOf(connection: Connection, row: Columns): EntryRow | null {
  const key = keysOf(connection).of(row.subject)
  const text = key === null ? null : openText(key, placeOf(row.id), row.entered)
  const entered = text === null ? null : enteredSchema.safeParse(JSON.parse(text))
  if (entered === null || !entered.success) return null
  const { id, bed, author, corrects } = row
  const times = { atUtcMs: row.at_utc_ms, writtenUtcMs: row.written_utc_ms }
  return { id, bed, ...entered.data, ...times, author, corrects, state: stateOf(row) }
}

function opened(connection: Connection, rows: readonly Columns[]): EntryRow[] {
  return rows
    .map((row) => entryOf(connection, row))
    .filter((entry) => entry !== null)
    .sort((a, b) => a.atUtcMs - b.atUtcMs || a.writtenUtcMs - b.writtenUtcMs)
}

/**
 * Entries about a stretch of a bed, by when it was seen, oldest first; one that does not open is left out and reported
 * by `verify`. Throws SQLite errors as they are.
 */
export function readEntries(
  connection: Connection,
  bed: string,
  fromUtcMs: number,
  toUtcMs: number,
): EntryRow[] {
  const rows = connection.prepare<(string | number)[], Columns>(queries.entriesInRange)
  return opened(connection, rows.all(bed, fromUtcMs, toUtcMs))
}

/** Entries since `fromUtcMs` about whoever lies in a bed, wherever they lay before; of nobody known: since the bed was left. */
export function readOccupantEntries(connection: Connection, bed: string, fromUtcMs: number): EntryRow[] {
  interface Stay {
    readonly subject: number
    readonly to_utc_ms: number | null
  }
  const stays = connection.prepare<[string], Stay>(queries.bindingsOf).all(bed)
  const running = stays.find((stay) => stay.to_utc_ms === null)
  if (running !== undefined) {
    const rows = connection.prepare<[number, number], Columns>(queries.entriesOfSubject)
    return opened(connection, rows.all(running.subject, fromUtcMs))
  }
  const leftUtcMs = Math.max(0, ...stays.map((stay) => stay.to_utc_ms ?? 0))
  return readEntries(connection, bed, Math.max(fromUtcMs, leftUtcMs), Number.MAX_SAFE_INTEGER)
}

/**
 * Entries about a stretch of a bed that was given from one subject to another, each by when it was seen. Inside a
 * transaction of the caller.
 */
export function resealEntries(
  connection: Connection,
  { bed, fromUtcMs, toUtcMs }: { readonly bed: string; readonly fromUtcMs: number; readonly toUtcMs: number },
  { was, becomes }: { readonly was: number; readonly becomes: number },
): void {
  const keys = keysOf(connection)
  const rows = connection.prepare<(string | number)[], Columns>(queries.entriesInRange)
  for (const { id, subject, entered } of rows.all(bed, fromUtcMs, toUtcMs)) {
    const key = subject === was ? keys.of(was) : null
    const text = key === null ? null : openText(key, placeOf(id), entered)
    if (text === null) continue
    const sealed = sealText(keys.needed(becomes), placeOf(id), text)
    connection.prepare(queries.setEntrySubject).run(becomes, sealed, id)
  }
}

/** What `verify` says of them. */
export function entryFindings(connection: Connection): string[] {
  return connection
    .prepare<[], Columns>(wholeTableQueries.entries)
    .all()
    .filter((row) => entryOf(connection, row) === null)
    .map(({ bed, at_utc_ms }) => {
      const when = new Date(at_utc_ms).toISOString()
      return `An entry by hand of the bed ${bed} at ${when} does not open: it was changed or is damaged.`
    })
}

/** Removes the entries of a subject. Inside a transaction of the caller. Out: how many. */
export function eraseEntries(connection: Connection, subject: number): number {
  return connection.prepare(queries.deleteEntries).run(subject).changes
}

/** Removes those of a subject about a stretch of time. Inside a transaction of the caller. Out: how many. */
export function eraseEntriesIn(
  connection: Connection,
  subject: number,
  { fromUtcMs, toUtcMs }: { readonly fromUtcMs: number; readonly toUtcMs: number },
): number {
  return connection.prepare(queries.deleteEntriesIn).run(subject, fromUtcMs, toUtcMs).changes
}
