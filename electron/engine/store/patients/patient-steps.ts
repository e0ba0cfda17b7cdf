import { VigilError } from '../../../ipc/contract.ts'
import type { PatientView } from '../../../ipc/views.ts'
import type { Connection } from '../file/database.ts'
import { readTemporaryNumber, setMeta } from '../file/meta.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import type { NewEntry } from '../tables/entries.ts'
import type { AuditEntry } from '../types.ts'
import type { PersonRow } from './persons.ts'

/**
 * One step of somebody's stay, stored with its audit row in one transaction: a crash leaves
 * nobody in two beds, or in none, by half.
 */
export interface StayChange {
  readonly kind: 'stay'
  /** Who lies where from now on, in this order. */
  readonly binds: readonly { readonly bed: string; readonly patient: PatientView | null }[]
  /** What is known of the patient; null: nothing new. */
  readonly person: PersonRow | null
  /** Beds that stand by from now on: nobody lies in them. */
  readonly standby: readonly string[]
  /** The number of a temporary patient that this step uses up; absent: none. */
  readonly temporary?: number
  readonly audit: Pick<AuditEntry, 'action' | 'object' | 'before' | 'after'>
}

/** A stretch of a bed; `toUtcMs` null: up to now and from now on. */
export interface MovedStretch {
  readonly bed: string
  readonly fromUtcMs: number
  readonly toUtcMs: number | null
}

/** Time that was given to the wrong patient, or to a temporary one, becomes that of the right one. */
export interface StayMoveStep {
  readonly kind: 'move'
  readonly id: string
  /** A stretch; everything of a temporary patient; or the step of that id the other way, with what came since. */
  readonly what: MovedStretch | 'everything' | { readonly undoes: string }
  readonly was: PatientView
  readonly becomes: PatientView
  /** What is known of the right one; null: nothing new. */
  readonly person: PersonRow | null
  readonly temporary?: number
  readonly audit: Pick<AuditEntry, 'action' | 'object' | 'before' | 'after'>
}

/** Something about patients and beds that is stored whole or not at all. */
export type PatientStep =
  | StayChange
  | StayMoveStep
  /** Of the record before this one: see meta.ts. */
  | { readonly kind: 'temporaryKnown'; readonly number: number }
  /** Somebody is measured again in a bed that stood by. */
  | { readonly kind: 'standbyEnded'; readonly bed: string }
  /** Somebody enters what a monitor cannot see, corrects it or takes it back. */
  | { readonly kind: 'entry'; readonly entry: NewEntry; readonly audit: StayChange['audit'] }

/** A bed that stands by. */
export interface StandbyRow {
  readonly bed: string
  readonly sinceUtcMs: number
}

/** Switches a bed to standby, or (`sinceUtcMs` null) ends it. Inside a transaction of the caller. */
export function setStandby(connection: Connection, bed: string, sinceUtcMs: number | null): void {
  if (sinceUtcMs === null) connection.prepare(queries.deleteStandby).run(bed)
  else connection.prepare(queries.setStandby).run(bed, sinceUtcMs)
}

/** Keeps that the number of a temporary patient was used. Inside a transaction of the caller. Throws changedMeanwhile where it was before. */
export function takeTemporaryNumber(connection: Connection, number: number): void {
  if (number <= readTemporaryNumber(connection)) {
    throw new VigilError('changedMeanwhile', 'Somebody was admitted in the same moment: try again.')
  }
  setMeta(connection, 'temporaryNumber', String(number))
}

/** Every bed that stands by. Throws SQLite errors as they are. */
export function readStandbys(connection: Connection): StandbyRow[] {
  return connection
    .prepare<[], { bed: string; since_utc_ms: number }>(wholeTableQueries.standbys)
    .all()
    .map(({ bed, since_utc_ms }) => ({ bed, sinceUtcMs: since_utc_ms }))
}
