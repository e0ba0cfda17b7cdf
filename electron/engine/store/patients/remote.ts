import type { PatientView } from '../../../ipc/views.ts'
import type { Connection } from '../file/database.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import { openText, sealText } from '../seal/sealed-bytes.ts'
import { keysOf } from '../seal/subject-keys.ts'

/** Somebody whose readings come from elsewhere, or a report of readings. */
export type RemoteKind = 'patient' | 'report'

/**
 * Of a patient: `taken`, or `ended`: nothing more is taken. Of a report: whose it is is known (`paced`: and its implant was
 * taken into account), nobody's yet, or nobody's here.
 */
export type RemoteState = 'taken' | 'paced' | 'ended' | 'held' | 'refused'

export interface RemoteItem {
  /** The order in which it came. */
  readonly seq: number
  readonly kind: RemoteKind
  readonly atUtcMs: number
  readonly state: RemoteState
  /** Whose it is, as a number that says nothing more. */
  readonly subject: number
  /** JSON of the engine's own (remote/content.ts). */
  readonly content: string
}

/** One change; each is one transaction. */
export type RemoteStep =
  | {
      readonly kind: 'put'
      readonly item: RemoteKind
      /** Names it: a report that is there stays as it is, a patient gets this content. */
      readonly name: string
      readonly patient: PatientView
      readonly state: RemoteState
      readonly content: string
      readonly atUtcMs: number
    }
  /** A report is that of this patient: sealed for them from now on. */
  | { readonly kind: 'give'; readonly seq: number; readonly patient: PatientView; readonly atUtcMs: number }
  | { readonly kind: 'state'; readonly seq: number; readonly state: RemoteState }

interface Columns {
  readonly seq: number
  readonly kind: RemoteKind
  readonly name: string
  readonly at_utc_ms: number
  readonly subject: number
  readonly state: RemoteState
  readonly content: Uint8Array
}

function placeOf(name: string): string {
  return `remote/${name}`
}

/**
 * Carries out one change. In: whose a patient's data is. Inside a transaction of the caller. Out: the item that it is
 * about, also one that was there before; none where it is gone.
 */
export function takeRemoteStep(
  connection: Connection,
  step: RemoteStep,
  subjectOf: (patient: PatientView, atUtcMs: number) => number,
): RemoteItem[] {
  switch (step.kind) {
    case 'put':
      return put(connection, step, subjectOf(step.patient, step.atUtcMs))
    case 'give':
      return give(connection, step.seq, subjectOf(step.patient, step.atUtcMs))
    case 'state':
      connection.prepare(queries.setRemoteState).run(step.state, step.seq)
      return bySeq(connection, step.seq)
  }
}

function put(
  connection: Connection,
  { item, name, state, content, atUtcMs }: Extract<RemoteStep, { readonly kind: 'put' }>,
  subject: number,
): RemoteItem[] {
  const sealed = sealText(keysOf(connection).needed(subject), placeOf(name), content)
  const known = connection.prepare<[string], Columns>(queries.remoteByName).get(name)
  if (known === undefined) {
    connection
      .prepare<(string | number | Uint8Array)[]>(queries.insertRemote)
      .run(item, name, atUtcMs, subject, state, sealed)
  } else if (item === 'patient') {
    connection
      .prepare<(string | number | Uint8Array)[]>(queries.setRemote)
      .run(subject, state, sealed, known.seq)
  }
  const row = connection.prepare<[string], Columns>(queries.remoteByName).get(name)
  return row === undefined ? [] : opened(connection, row)
}

function give(connection: Connection, seq: number, subject: number): RemoteItem[] {
  const row = connection.prepare<[number], Columns>(queries.remoteBySeq).get(seq)
  const before = row === undefined ? null : keysOf(connection).of(row.subject)
  const text = row === undefined || before === null ? null : openText(before, placeOf(row.name), row.content)
  if (row === undefined || text === null) return []
  const sealed = sealText(keysOf(connection).needed(subject), placeOf(row.name), text)
  connection.prepare<(string | number | Uint8Array)[]>(queries.setRemote).run(subject, 'taken', sealed, seq)
  return bySeq(connection, seq)
}

function bySeq(connection: Connection, seq: number): RemoteItem[] {
  const row = connection.prepare<[number], Columns>(queries.remoteBySeq).get(seq)
  return row === undefined ? [] : opened(connection, row)
}

function opened(connection: Connection, row: Columns): RemoteItem[] {
  const { seq, kind, name, subject, state } = row
  const key = keysOf(connection).of(subject)
  const content = key === null ? null : openText(key, placeOf(name), row.content)
  return content === null ? [] : [{ seq, kind, atUtcMs: row.at_utc_ms, state, subject, content }]
}

/** Everything, in the order in which it came; what does not open is left out. */
export function readRemote(connection: Connection): RemoteItem[] {
  return connection
    .prepare<[], Columns>(wholeTableQueries.remote)
    .all()
    .flatMap((row) => opened(connection, row))
}

/** What `verify` says of them. */
export function remoteFindings(connection: Connection): string[] {
  return connection
    .prepare<[], Columns>(wholeTableQueries.remote)
    .all()
    .filter((row) => opened(connection, row).length === 0)
    .map(({ seq, kind }) => `The ${kind} ${seq} from elsewhere does not open: it was changed or is damaged.`)
}

/** Removes what is about a subject. Inside a transaction of the caller. */
export function eraseRemote(connection: Connection, subject: number): void {
  connection.prepare(queries.deleteRemote).run(subject)
}
