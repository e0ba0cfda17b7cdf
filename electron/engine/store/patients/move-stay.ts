import { VigilError } from '../../../ipc/contract.ts'
import type { StayMoveView } from '../../../ipc/patient.ts'
import { UNCHANGED } from '../../unchanged.ts'
import type { Connection } from '../file/database.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import { holdOf } from '../seal/holds.ts'
import { resealJournal } from '../seal/seal-old.ts'
import type { StayBook } from '../seal/stay-book.ts'
import { moveStays, type StayPiece, type StoredStay } from '../seal/stay-pieces.ts'
import { resealEntries } from '../tables/entries.ts'
import { resealHandovers } from '../tables/handovers.ts'
import { resealNotes } from '../tables/notes.ts'
import { recallOutbox } from '../tables/outbox.ts'
import type { By, NewChannel } from '../types.ts'
import type { MovedStretch, StayMoveStep } from './patient-steps.ts'
import { insertStayMove, type StayMoveRow, stayMoveRows } from './stay-moves.ts'

/** What it uses of the record of patients. */
export interface MoveParts {
  readonly connection: Connection
  readonly stays: StayBook
  readonly channelOf: (channel: number) => NewChannel | undefined
  /** Stays were rewritten: what memory holds of them is read again. */
  readonly staysChanged: () => void
}

function refuse(sentence: string): never {
  throw new VigilError('badRequest', `${sentence} ${UNCHANGED}`)
}

/** Nothing of a patient on hold may leave their record, and nothing that is removed by its age may enter it unseen. */
function refuseHeld(connection: Connection, subjects: readonly number[]): void {
  if (subjects.every((subject) => holdOf(connection, subject) === null)) return
  throw new VigilError(
    'legalHold',
    `A legal hold stands on the record of one of the two patients: lift it first. ${UNCHANGED}`,
  )
}

function staysOfBed(connection: Connection, bed: string): StoredStay[] {
  return connection.prepare<[string], StoredStay>(queries.staysOfBed).all(bed)
}

/** Every stretch of a subject: one that lasts goes on lasting. */
function everythingOf(connection: Connection, subject: number): MovedStretch[] {
  interface Row {
    readonly bed: string
    readonly from_utc_ms: number
    readonly to_utc_ms: number | null
  }
  return connection
    .prepare<[number], Row>(wholeTableQueries.staysOfSubject)
    .all(subject)
    .map(({ bed, from_utc_ms: fromUtcMs, to_utc_ms: toUtcMs }) => ({ bed, fromUtcMs, toUtcMs }))
}

/** The stretches of a step to be taken back. Throws badRequest where it was taken back, or changed, already. */
function stretchesToUndo(connection: Connection, undoes: string, was: number): MovedStretch[] {
  const rows = stayMoveRows(connection)
  const own = rows.filter(({ id }) => id === undoes)
  if (own.length === 0) refuse('The record knows no such correction.')
  if (rows.some((row) => row.undoes === undoes)) refuse('This correction was taken back already.')
  const last = Math.max(...own.map(({ number }) => number))
  const touched = rows.some(
    (row) => row.number > last && own.some((one) => one.bed === row.bed && overlaps(row, one)),
  )
  if (touched || own.some(({ becomes }) => becomes !== was)) {
    refuse('A part of it was corrected again since: take that back first.')
  }
  return own.map((row) => stretchToUndo(connection, row))
}

/** What was moved while the stay went on includes what came since, if it still goes on. */
function stretchToUndo(connection: Connection, row: StayMoveRow): MovedStretch {
  const { bed, from_utc_ms: fromUtcMs, to_utc_ms: toUtcMs } = row
  if (row.is_running === 0) return { bed, fromUtcMs, toUtcMs }
  const stay = staysOfBed(connection, bed).find(
    (one) =>
      one.subject === row.becomes &&
      one.fromUtcMs <= toUtcMs &&
      (one.toUtcMs ?? Number.POSITIVE_INFINITY) >= toUtcMs,
  )
  if (stay === undefined || stay.toUtcMs !== null) {
    refuse('Who lies in the bed has changed since: put the stay right from its times.')
  }
  return { bed, fromUtcMs, toUtcMs: null }
}

function overlaps(one: StayMoveRow, other: StayMoveRow): boolean {
  const end = (row: StayMoveRow) => (row.is_running === 1 ? Number.POSITIVE_INFINITY : row.to_utc_ms)
  return one.from_utc_ms < end(other) && other.from_utc_ms < end(one)
}

/** Nobody lies in two beds at one time. */
function refuseElsewhere(
  { connection, stays }: MoveParts,
  bed: string,
  becomes: number,
  moved: readonly StayPiece[],
): void {
  const others = everythingOf(connection, becomes).filter((stay) => stay.bed !== bed)
  for (const { fromUtcMs, toUtcMs } of moved) {
    for (const other of others) {
      const parts = stays.parts(
        other.bed,
        Math.max(fromUtcMs, other.fromUtcMs),
        Math.min(toUtcMs ?? Number.MAX_SAFE_INTEGER, other.toUtcMs ?? Number.MAX_SAFE_INTEGER),
      )
      if (parts.some(({ subject }) => subject === becomes)) {
        refuse(`At that time this patient lay in another bed (${other.bed}): choose another time.`)
      }
    }
  }
}

/**
 * Gives stretches of one subject to another: stays, journal, notes, entries and hand-overs at once; blocks of waves follow
 * (seal/reseal.ts). Inside a transaction of the caller. Throws badRequest or legalHold with one sentence.
 */
export function moveStay(
  parts: MoveParts,
  step: StayMoveStep,
  subjects: { readonly was: number; readonly becomes: number },
  by: By,
): void {
  const { connection } = parts
  const { was, becomes } = subjects
  const { id, what } = step
  if (was === becomes) refuse('This is the same patient.')
  refuseHeld(connection, [was, becomes])
  const undoes = typeof what === 'object' && 'undoes' in what ? what.undoes : null
  const stretches =
    what === 'everything'
      ? everythingOf(connection, was)
      : 'undoes' in what
        ? stretchesToUndo(connection, what.undoes, was)
        : [what]
  const kind: StayMoveView['kind'] = undoes !== null ? 'undone' : what === 'everything' ? 'named' : 'repaired'
  let count = 0
  for (const stretch of stretches) {
    const { bed } = stretch
    const { rewritten, moved } = moveStays(staysOfBed(connection, bed), { ...stretch, was, becomes })
    refuseElsewhere(parts, bed, becomes, moved)
    for (const { id: stay, pieces } of rewritten) {
      connection.prepare(queries.deleteBinding).run(stay)
      for (const piece of pieces) {
        connection
          .prepare<(string | number | null)[]>(queries.insertStayPiece)
          .run(bed, piece.subject, piece.fromUtcMs, piece.toUtcMs)
      }
    }
    for (const { fromUtcMs, toUtcMs } of moved) {
      count++
      insertStayMove(connection, {
        ...{ id, kind, undoes, bed, was, becomes },
        from_utc_ms: fromUtcMs,
        to_utc_ms: toUtcMs ?? Math.max(fromUtcMs, by.atUtcMs),
        is_running: toUtcMs === null ? 1 : 0,
        written_utc_ms: by.atUtcMs,
        author: by.actor.initials ?? '',
      })
    }
    parts.staysChanged()
    for (const piece of moved) resealRows(parts, bed, piece, subjects)
  }
  if (count === 0) refuse('Nothing of this patient lies in that time of the bed.')
}

function resealRows(
  { connection, stays, channelOf }: MoveParts,
  bed: string,
  { fromUtcMs, toUtcMs }: StayPiece,
  subjects: { readonly was: number; readonly becomes: number },
): void {
  const stretch = { bed, fromUtcMs, toUtcMs: toUtcMs ?? Number.MAX_SAFE_INTEGER }
  resealJournal(connection, stays, channelOf, stretch)
  resealNotes(connection, stretch, subjects)
  resealEntries(connection, stretch, subjects)
  recallOutbox(connection, stretch, subjects)
  resealHandovers(connection, stretch, subjects)
}
