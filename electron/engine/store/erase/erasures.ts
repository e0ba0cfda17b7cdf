import type { ErasedCounts, ErasureProof } from '../../../ipc/erasure.ts'
import type { Connection } from '../file/database.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import type { Print } from './prints.ts'

/** A stretch of a bed whose data is erased; half open, UTC ms. */
export interface ErasedStretch {
  readonly bed: string
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

/** All that is known of an erasure but whom it was about. */
export interface ErasureFacts {
  readonly reason: string
  readonly station: string
  readonly initials: string | null
  /** Keys that were destroyed: numbers that audit texts may still name. */
  readonly subjects: readonly number[]
  /** What was erased is not a patient but what a period of a bed holds of nobody; absent for a patient. */
  readonly period?: ErasedStretch
  /** Subjects of that period whose keys stay, as they reach beyond it: their blocks are cut. */
  readonly cut?: readonly number[]
  readonly stretches: readonly ErasedStretch[]
  /** So many of them are gone. */
  readonly stretchesDone: number
  /** Of so many stretches the alarms and what was said are gone; absent in erasures of earlier releases. */
  readonly wordsDone?: number
  /** Of the stretch after those that are gone, so many channels of its bed. */
  readonly channelsDone?: number
  readonly erased: ErasedCounts
  /** Audit rows of earlier releases that were emptied for it; absent until that was done. */
  readonly emptiedAudit?: readonly number[]
  /** What is searched for; empty once it was, in a file that was written anew. */
  readonly prints: readonly Print[]
  readonly proof: ErasureProof | null
  /** Backups made before in which a note was left: whoever restores one is told. */
  readonly notedIn: readonly string[]
}

export interface ErasureRow {
  readonly id: string
  /** Keyed digest of authority and identifier, see seal/digest.ts; null for a period of a bed. */
  readonly digest: string | null
  readonly atUtcMs: number
  readonly done: boolean
  readonly facts: ErasureFacts
}

interface Columns {
  readonly id: string
  readonly digest: string | null
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
  notes: 0,
  numerics: 0,
  trendRows: 0,
  alerts: 0,
  deliveries: 0,
  comparisons: 0,
  stays: 0,
}

/** Whether a backup may still hold who was erased: made after they came and before they went. */
export function mayHold(
  { atUtcMs, facts }: Pick<ErasureRow, 'atUtcMs' | 'facts'>,
  { madeUtcMs }: { readonly madeUtcMs: number },
): boolean {
  return madeUtcMs <= atUtcMs && facts.stretches.some(({ fromUtcMs }) => fromUtcMs <= madeUtcMs)
}
