import type { PatientView } from '../../../ipc/views.ts'
import type { Connection } from '../file/database.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import { openText, sealText } from '../seal/sealed-bytes.ts'
import { keysOf } from '../seal/subject-keys.ts'

/** A message as it goes out: the same bytes and control id (MSH-10) at every attempt. */
export interface OutboxMessage {
  readonly controlId: string
  readonly text: string
}

/**
 * `waiting`: it is sent when its turn comes. `identity`: it waits for somebody to be connected to the bed. `attention`:
 * the receiver could not take it, again and again; `rejected`: it said that it never will.
 */
export type OutboxState = 'waiting' | 'identity' | 'attention' | 'rejected'

/**
 * What a message is about: the summary of a shift, its pages, the numbers of an interval, what was entered by hand or came
 * later than its interval, what is taken back, or a strip of waves.
 */
export type OutboxKind = 'shift' | 'document' | 'vitals' | 'single' | 'takeBack' | 'waves'

/** Something to send. `key` names its content: queued twice for one destination it is one row. */
export interface NewOutboxRow {
  readonly destination: string
  readonly key: string
  readonly kind: OutboxKind
  readonly bed: string
  /** Whom the message names; null for a stretch without anybody, which has no message yet. */
  readonly patient: PatientView | null
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly message: OutboxMessage | null
}

/** What is known of a queued row without opening its message. */
export interface OutboxRow {
  /** Its number: the order of queuing. */
  readonly seq: number
  readonly destination: string
  readonly key: string
  readonly kind: OutboxKind
  readonly bed: string
  /** Who it is about, as a number that says nothing more: messages of one are sent in order. */
  readonly subject: number
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly queuedUtcMs: number
  readonly state: OutboxState
  /** How often the receiver could not take it, since it was queued or replayed. */
  readonly attempts: number
  /** Why it has not gone, in words; empty before the first attempt. */
  readonly reason: string
}

/** How far the numbers of a bed are queued for a destination; null: the bed is gone, and with it what is known of it. */
export interface OutboxUntil {
  readonly destination: string
  readonly bed: string
  readonly untilUtcMs: number | null
}

/** One change of the outbox; each is one transaction. */
export type OutboxStep =
  | {
      readonly kind: 'queue'
      readonly rows: readonly NewOutboxRow[]
      readonly atUtcMs: number
      /** Moved together with them. */
      readonly until?: OutboxUntil
    }
  /** An attempt that did not end it. */
  | { readonly kind: 'again'; readonly seq: number; readonly attempts: number; readonly reason: string }
  | {
      readonly kind: 'end'
      readonly seq: number
      readonly state: 'delivered' | 'attention' | 'rejected'
      readonly attempts: number
      readonly reason: string
      readonly controlId: string
      readonly atUtcMs: number
    }
  | { readonly kind: 'replay' | 'discard'; readonly seqs: readonly number[] }
  | {
      readonly kind: 'pause'
      readonly destination: string
      readonly isPaused: boolean
      readonly atUtcMs: number
    }

interface Columns {
  readonly seq: number
  readonly destination: string
  readonly key: string
  readonly kind: OutboxKind
  readonly bed: string
  readonly subject: number
  readonly from_utc_ms: number
  readonly to_utc_ms: number
  readonly queued_utc_ms: number
  readonly state: OutboxState
  readonly attempts: number
  readonly message: Uint8Array | null
  readonly reason: Uint8Array | null
}

function placeOf(
  part: 'message' | 'reason',
  { destination, key }: Pick<Columns, 'destination' | 'key'>,
): string {
  return `outbox/${part}/${destination}/${key}`
}

function opened(connection: Connection, row: Columns, part: 'message' | 'reason'): string | null {
  const sealed = row[part]
  const key = keysOf(connection).of(row.subject)
  return sealed === null || key === null ? null : openText(key, placeOf(part, row), sealed)
}

function rowOf(connection: Connection, row: Columns): OutboxRow {
  const { seq, destination, key, kind, bed, subject, state, attempts } = row
  const times = { fromUtcMs: row.from_utc_ms, toUtcMs: row.to_utc_ms, queuedUtcMs: row.queued_utc_ms }
  const reason = opened(connection, row, 'reason') ?? ''
  return { seq, destination, key, kind, bed, subject, ...times, state, attempts, reason }
}

function rowBySeq(connection: Connection, seq: number): Columns | undefined {
  return connection.prepare<[number], Columns>(queries.outboxBySeq).get(seq)
}

/**
 * Carries out one change. In: whose a new row is, by what it says of itself; null where nobody knows them. Inside a
 * transaction of the caller. Out: the rows it is about that are still there.
 */
export function takeOutboxStep(
  connection: Connection,
  step: OutboxStep,
  subjectOf: (row: NewOutboxRow) => number | null,
): OutboxRow[] {
  switch (step.kind) {
    case 'queue':
      if (step.until !== undefined) setUntil(connection, step.until)
      return step.rows.flatMap((row) => queueOne(connection, row, subjectOf(row), step.atUtcMs))
    case 'again':
    case 'end':
      return endOne(connection, step)
    case 'replay':
      return step.seqs.flatMap((seq) => replayOne(connection, seq))
    case 'discard':
      for (const seq of step.seqs) connection.prepare(queries.deleteOutbox).run(seq)
      return []
    case 'pause':
      if (step.isPaused) connection.prepare(queries.pauseOutbox).run(step.destination, step.atUtcMs)
      else connection.prepare(queries.resumeOutbox).run(step.destination)
      return []
  }
}

function setUntil(connection: Connection, { destination, bed, untilUtcMs }: OutboxUntil): void {
  if (untilUtcMs === null) connection.prepare(queries.deleteOutboxUntil).run(destination, bed)
  else connection.prepare(queries.setOutboxUntil).run(destination, bed, untilUtcMs)
}

/** Numbers that wait for an identity wait in one row, however long that takes. Null: none of them ends where these begin. */
function extendWaiting(
  connection: Connection,
  { destination, bed, kind, fromUtcMs, toUtcMs, message }: NewOutboxRow,
  subject: number,
): OutboxRow[] | null {
  if (kind !== 'vitals' || message !== null) return null
  const extended = connection
    .prepare<(string | number)[]>(queries.extendOutbox)
    .run(toUtcMs, destination, bed, subject, fromUtcMs)
  if (extended.changes === 0) return null
  const row = connection
    .prepare<(string | number)[], Columns>(queries.outboxEnding)
    .get(destination, bed, subject, toUtcMs)
  return row === undefined ? null : [rowOf(connection, row)]
}

function queueOne(
  connection: Connection,
  row: NewOutboxRow,
  subject: number | null,
  atUtcMs: number,
): OutboxRow[] {
  if (subject === null) return []
  const waiting = extendWaiting(connection, row, subject)
  if (waiting !== null) return waiting
  const { destination, key, kind, bed, fromUtcMs, toUtcMs, message } = row
  const sealed =
    message === null
      ? null
      : sealText(keysOf(connection).needed(subject), placeOf('message', row), JSON.stringify(message))
  const state: OutboxState = message === null ? 'identity' : 'waiting'
  connection
    .prepare<(string | number | Uint8Array | null)[]>(queries.insertOutbox)
    .run(destination, key, kind, bed, subject, fromUtcMs, toUtcMs, atUtcMs, state, sealed)
  const stored = connection.prepare<[string, string], Columns>(queries.outboxByKey).get(destination, key)
  return stored === undefined ? [] : [rowOf(connection, stored)]
}

function endOne(
  connection: Connection,
  step: Extract<OutboxStep, { readonly kind: 'again' | 'end' }>,
): OutboxRow[] {
  const { seq, attempts, reason } = step
  // Erased or discarded while it was under way.
  const row = rowBySeq(connection, seq)
  if (row === undefined) return []
  // Numbers that are queued up to a time and wait no more were delivered: a row for each would outgrow the record.
  const isKept = row.kind === 'shift' || row.kind === 'document' || row.kind === 'waves'
  const detail =
    row.kind === 'waves' && step.kind === 'end' && step.state === 'delivered' ? stripDetail(row) : reason
  if (step.kind === 'end' && (isKept || step.state !== 'delivered')) {
    const { controlId, atUtcMs, state } = step
    connection
      .prepare(queries.insertDelivery)
      .run(controlId, row.destination, row.bed, atUtcMs, state, detail)
  }
  if (step.kind === 'end' && step.state === 'delivered') {
    connection.prepare(queries.deleteOutbox).run(seq)
    return []
  }
  const sealed = sealText(keysOf(connection).needed(row.subject), placeOf('reason', row), reason)
  connection
    .prepare<(string | number | Uint8Array)[]>(queries.setOutbox)
    .run(step.kind === 'end' ? step.state : 'waiting', attempts, sealed, seq)
  return changed(connection, seq)
}

function stripDetail({ from_utc_ms: fromUtcMs, to_utc_ms: toUtcMs }: Columns): string {
  return `strip ${fromUtcMs} ${toUtcMs}`
}

/** Which strip a delivered message was of; null: it was of none, or its words were erased. */
export function deliveredStrip(
  detail: string,
): { readonly fromUtcMs: number; readonly toUtcMs: number } | null {
  const [, from, to] = /^strip (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)$/.exec(detail) ?? []
  return from === undefined || to === undefined ? null : { fromUtcMs: Number(from), toUtcMs: Number(to) }
}

/** It keeps its number, and with it its place in the order. */
function replayOne(connection: Connection, seq: number): OutboxRow[] {
  const row = rowBySeq(connection, seq)
  if (row === undefined || row.message === null) return []
  connection
    .prepare<(string | number | Uint8Array | null)[]>(queries.setOutbox)
    .run('waiting', 0, row.reason, seq)
  return changed(connection, seq)
}

function changed(connection: Connection, seq: number): OutboxRow[] {
  const row = rowBySeq(connection, seq)
  return row === undefined ? [] : [rowOf(connection, row)]
}

/** Everything that is queued, in order. Throws SQLite errors as they are. */
export function readOutbox(connection: Connection): OutboxRow[] {
  const rows = connection.prepare<[], Columns>(wholeTableQueries.outbox).all()
  return rows.map((row) => rowOf(connection, row))
}

/** How far the numbers of each bed are queued for each destination. */
export function readOutboxUntil(connection: Connection): (OutboxUntil & { readonly untilUtcMs: number })[] {
  return connection
    .prepare<[], { destination: string; bed: string; until_utc_ms: number }>(wholeTableQueries.outboxUntil)
    .all()
    .map(({ destination, bed, until_utc_ms: untilUtcMs }) => ({ destination, bed, untilUtcMs }))
}

/** The message of a row; null where it waits for an identity, is gone or does not open. */
export function readOutboxMessage(connection: Connection, seq: number): OutboxMessage | null {
  const row = rowBySeq(connection, seq)
  const text = row === undefined ? null : opened(connection, row, 'message')
  // Our own JSON, authenticated by its seal.
  return text === null ? null : (JSON.parse(text) as OutboxMessage)
}

/** What `verify` says of it. */
export function outboxFindings(connection: Connection): string[] {
  return connection
    .prepare<[], Columns>(wholeTableQueries.outbox)
    .all()
    .filter((row) => row.message !== null && opened(connection, row, 'message') === null)
    .map(({ seq, destination }) => {
      return `The queued message ${seq} to ${destination} does not open: it was changed or is damaged.`
    })
}

/** Removes what is queued about a subject. Inside a transaction of the caller. Out: how many. */
export function eraseOutbox(connection: Connection, subject: number): number {
  return connection.prepare(queries.deleteOutboxOf).run(subject).changes
}

/** The same for what is about a stretch of time. */
export function eraseOutboxIn(
  connection: Connection,
  subject: number,
  { fromUtcMs, toUtcMs }: { readonly fromUtcMs: number; readonly toUtcMs: number },
): number {
  return connection.prepare(queries.deleteOutboxIn).run(subject, fromUtcMs, toUtcMs).changes
}

/**
 * A stretch of a bed is somebody else's: what is queued about it names the wrong patient. Its messages are destroyed and
 * made anew for whose it is, but for strips and pages, which somebody sends again; what takes something back from that patient
 * stays. One that was tried counts an attempt: the receiver may have it. Inside a transaction of the caller.
 */
export function recallOutbox(
  connection: Connection,
  { bed, fromUtcMs, toUtcMs }: { readonly bed: string; readonly fromUtcMs: number; readonly toUtcMs: number },
  { was, becomes }: { readonly was: number; readonly becomes: number },
): void {
  connection.prepare(queries.dropSentOnRequest).run(was, bed, fromUtcMs, toUtcMs)
  connection.prepare(queries.recallOutbox).run(becomes, was, bed, fromUtcMs, toUtcMs)
}
