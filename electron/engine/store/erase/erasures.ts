import type { Connection } from '../database.ts'
import { queries, wholeTableQueries } from '../queries.ts'
import type { Print } from './prints.ts'

/** A stretch of a bed whose data is erased; half open, UTC ms. */
export interface ErasedStretch {
  readonly bed: string
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

/** Rows removed so far. */
export interface ErasedCounts {
  readonly keys: number
  readonly blocks: number
  readonly journalRows: number
  readonly numerics: number
  readonly trendRows: number
  readonly alerts: number
  readonly stays: number
}

/** What the search after an erasure found. */
export interface ErasureProof {
  readonly atUtcMs: number
  /** Every decrypted page, or, of a record too large for that, every row outside the sealed waves. */
  readonly searched: 'pages' | 'rows'
  readonly bytes: number
  /** Occurrences of the destroyed keys, of the identifier, and of rows of numbers and trends of the erased time. */
  readonly keys: number
  readonly identifiers: number
  readonly numerics: number
  /** Occurrences in audit rows of a release before sealing, which never change. */
  readonly inOldAuditRows: number
  /** The write-ahead log was emptied, and the file rebuilt without free room. */
  readonly logEmptied: boolean
  readonly rebuilt: boolean
  /** Nothing was found; `inOldAuditRows` are told, not counted. */
  readonly ok: boolean
}

/** All that is known of an erasure but whom it was about. */
export interface ErasureFacts {
  readonly reason: string
  readonly station: string
  readonly initials: string | null
  /** Keys that were destroyed: numbers that audit texts may still name. */
  readonly subjects: readonly number[]
  readonly stretches: readonly ErasedStretch[]
  /** So many of them are gone. */
  readonly stretchesDone: number
  readonly erased: ErasedCounts
  /** What is searched for; empty once it was. */
  readonly prints: readonly Print[]
  readonly proof: ErasureProof | null
  /** Backups made before in which a note was left: whoever restores one is told. */
  readonly notedIn: readonly string[]
}

export interface ErasureRow {
  readonly id: string
  /** Keyed digest of authority and identifier, see seal/digest.ts. */
  readonly digest: string
  readonly atUtcMs: number
  readonly done: boolean
  readonly facts: ErasureFacts
}

interface Columns {
  readonly id: string
  readonly digest: string
  readonly at_utc_ms: number
  readonly done: number
  readonly facts: string
}

/** Every erasure, oldest first. Throws SQLite errors as they are. */
export function readErasures(connection: Connection): ErasureRow[] {
  return connection
    .prepare<[], Columns>(wholeTableQueries.erasures)
    .all()
    .map(({ id, digest, at_utc_ms, done, facts }) => ({
      id,
      digest,
      atUtcMs: at_utc_ms,
      done: done === 1,
      // Our own JSON inside the authenticated database.
      facts: JSON.parse(facts) as ErasureFacts,
    }))
}

/** Stores an erasure or what has become of it; inside a transaction of the caller. */
export function saveErasure(connection: Connection, { id, digest, atUtcMs, done, facts }: ErasureRow): void {
  const [subject = 0] = facts.subjects
  connection
    .prepare(queries.saveErasure)
    .run(id, subject, digest, atUtcMs, done ? 1 : 0, JSON.stringify(facts))
}

/** Nothing removed yet. */
export const NOTHING_ERASED: ErasedCounts = {
  keys: 0,
  blocks: 0,
  journalRows: 0,
  numerics: 0,
  trendRows: 0,
  alerts: 0,
  stays: 0,
}

/** Whether a backup may still hold who was erased: made after they came and before they went. */
export function mayHold(
  { atUtcMs, facts }: Pick<ErasureRow, 'atUtcMs' | 'facts'>,
  { madeUtcMs }: { readonly madeUtcMs: number },
): boolean {
  return madeUtcMs <= atUtcMs && facts.stretches.some(({ fromUtcMs }) => fromUtcMs <= madeUtcMs)
}
