import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { HandoverContent, HandoverHead } from '../../../ipc/handover-store.ts'
import type { Connection } from '../file/database.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import { openBytes, sealBytes } from '../seal/sealed-bytes.ts'
import { keysOf } from '../seal/subject-keys.ts'

/** A finished hand-over of one bed. `id` is made by the caller: the same row sent twice is stored once. */
export interface HandoverRow extends HandoverHead {
  readonly content: HandoverContent
}

interface HeadColumns {
  readonly id: string
  readonly set_id: string
  readonly bed: string
  readonly from_utc_ms: number
  readonly to_utc_ms: number
  readonly finished_utc_ms: number
  readonly author: string
}

interface Columns extends HeadColumns {
  readonly subject: number
  readonly content: Uint8Array
}

function placeOf(id: string): string {
  return `handover/${id}`
}

/** Stores a finished hand-over once, its content packed and sealed for `subject`. Inside a transaction of the caller. */
export function insertHandover(connection: Connection, subject: number, row: HandoverRow): void {
  const { id, set, bed, fromUtcMs, toUtcMs, finishedUtcMs, author, content } = row
  const packed = deflateRawSync(Buffer.from(JSON.stringify(content)))
  const sealed = sealBytes(keysOf(connection).needed(subject), placeOf(id), packed)
  connection
    .prepare<(string | number | Uint8Array)[]>(queries.insertHandover)
    .run(id, set, bed, fromUtcMs, toUtcMs, finishedUtcMs, author, subject, sealed)
}

function headOf(row: HeadColumns): HandoverHead {
  const { id, set_id: set, bed, author } = row
  return {
    id,
    set,
    bed,
    author,
    fromUtcMs: row.from_utc_ms,
    toUtcMs: row.to_utc_ms,
    finishedUtcMs: row.finished_utc_ms,
  }
}

function contentOf(connection: Connection, { id, subject, content }: Columns): HandoverContent | null {
  const key = keysOf(connection).of(subject)
  const packed = key === null ? null : openBytes(key, placeOf(id), content)
  // Our own JSON, authenticated by its seal.
  return packed === null ? null : (JSON.parse(inflateRawSync(packed).toString('utf8')) as HandoverContent)
}

/** The latest finished hand-overs of all beds, latest first. Throws SQLite errors as they are. */
export function readHandovers(connection: Connection, most: number): HandoverHead[] {
  return connection.prepare<[number, number], HeadColumns>(queries.handovers).all(0, most).map(headOf)
}

/** One with all it was printed from; null where there is none, or where it does not open. */
export function readHandover(connection: Connection, id: string): HandoverRow | null {
  const row = connection.prepare<[string], Columns>(queries.handover).get(id)
  const content = row === undefined ? null : contentOf(connection, row)
  return row === undefined || content === null ? null : { ...headOf(row), content }
}

/**
 * Those whose end lies in a stretch of a bed that was given from one subject to another: they stay as they were
 * finished, and go with whom they are about by now. Inside a transaction of the caller.
 */
export function resealHandovers(
  connection: Connection,
  { bed, fromUtcMs, toUtcMs }: { readonly bed: string; readonly fromUtcMs: number; readonly toUtcMs: number },
  { was, becomes }: { readonly was: number; readonly becomes: number },
): void {
  const before = keysOf(connection).of(was)
  if (before === null) return
  for (const row of connection.prepare<[number], Columns>(queries.handoversOfSubject).all(was)) {
    const last = row.to_utc_ms - 1
    if (row.bed !== bed || last < fromUtcMs || last >= toUtcMs) continue
    const packed = openBytes(before, placeOf(row.id), row.content)
    if (packed === null) continue
    const sealed = sealBytes(keysOf(connection).needed(becomes), placeOf(row.id), packed)
    connection.prepare(queries.setHandoverSubject).run(becomes, sealed, row.id)
  }
}

/** What `verify` says of them. */
export function handoverFindings(connection: Connection): string[] {
  return connection
    .prepare<[], Columns>(wholeTableQueries.handovers)
    .all()
    .filter((row) => contentOf(connection, row) === null)
    .map(({ bed, finished_utc_ms }) => {
      const when = new Date(finished_utc_ms).toISOString()
      return `A hand-over of the bed ${bed} of ${when} does not open: it was changed or is damaged.`
    })
}

/** Removes those of a subject. Inside a transaction of the caller. Out: how many. */
export function eraseHandovers(connection: Connection, subject: number): number {
  return connection.prepare(queries.deleteHandovers).run(subject).changes
}

/** Removes those of a subject that tell of any of a stretch of time. Inside a transaction of the caller. Out: how many. */
export function eraseHandoversIn(
  connection: Connection,
  subject: number,
  { fromUtcMs, toUtcMs }: { readonly fromUtcMs: number; readonly toUtcMs: number },
): number {
  return connection.prepare(queries.deleteHandoversIn).run(subject, toUtcMs, fromUtcMs).changes
}
