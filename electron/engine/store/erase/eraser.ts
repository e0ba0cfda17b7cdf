import { randomUUID } from 'node:crypto'
import { VigilError } from '../../../ipc/contract.ts'
import type { PatientView } from '../../../ipc/views.ts'
import type { Connection } from '../file/database.ts'
import { ALL_DEVICES, WHOLE_BED } from '../file/ledger.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import { eraseAdmissions } from '../patients/admissions.ts'
import { erasePersons } from '../patients/persons.ts'
import { eraseRemote } from '../patients/remote.ts'
import { holdOf, unknownPatient } from '../seal/holds.ts'
import type { StayBook } from '../seal/stay-book.ts'
import { keysOf } from '../seal/subject-keys.ts'
import { identityOf, type Subjects } from '../seal/subjects.ts'
import { eraseEntries, eraseEntriesIn } from '../tables/entries.ts'
import { eraseHandovers, eraseHandoversIn } from '../tables/handovers.ts'
import { eraseNotes, eraseNotesIn } from '../tables/notes.ts'
import { eraseOutbox, eraseOutboxIn } from '../tables/outbox.ts'
import type { AuditEntry, NewChannel } from '../types.ts'
import { cutJournal, type PeriodParts, type PeriodRequest, partsOfPeriod } from './bed-period.ts'
import { eraseFromJournal } from './delete-data.ts'
import {
  type ErasedStretch,
  type ErasureFacts,
  type ErasureRow,
  NOTHING_ERASED,
  readErasures,
  saveErasure,
} from './erasures.ts'
import { identifierForms } from './identifier-forms.ts'
import type { ErasureNote } from './notes.ts'
import { type Print, printOf } from './prints.ts'
import { sealBefore } from './seal-before.ts'

const EVIDENCE = 'What was recorded was erased on request.'

/** Who is to be erased, and why. The reason stays in the record: it must not name them. */
export interface ErasureRequest {
  readonly patient: PatientView
  readonly reason: string
  /** Ends their running stays; else a patient who is connected to a bed is not erased. */
  readonly endsStays: boolean
}

/** What erasing uses of the writer. */
export interface EraserParts {
  readonly connection: Connection
  readonly recordKeyHex: string
  readonly subjects: Subjects
  readonly stays: StayBook
  channelOf(channel: number): NewChannel | undefined
  audit(entry: AuditEntry): unknown
  /** The journal was changed under a fold that may be under way. */
  journalChanged(): void
}

export type EraseRequest = ErasureRequest | PeriodRequest

type By = Pick<AuditEntry, 'actor' | 'atUtcMs'>

/** A reason is kept where an erasure does not reach. Throws badRequest if it names the patient. */
export function refuseNaming({ id }: PatientView, reason: string): void {
  if (!reason.includes(id)) return
  throw new VigilError('badRequest', 'The reason stays in the record: write it without the identifier.')
}

/**
 * Begins to erase a patient, or what a period of a bed holds of nobody. This one transaction destroys the keys and says
 * so in the record: from then on the erasure is finished (erasing.ts), at the latest at the next start.
 */
export class Eraser {
  readonly #parts: EraserParts

  constructor(parts: EraserParts) {
    this.#parts = parts
  }

  /**
   * Inside a transaction of the caller. Throws `unknownPatient`, `legalHold`, `patientInBed` or
   * `badRequest` and then has changed nothing.
   */
  begin(request: ErasureRequest, by: By): ErasureRow {
    const { patient, reason, endsStays } = request
    const { subjects, connection } = this.#parts
    refuseNaming(patient, reason)
    const digest = subjects.digestOf(patient)
    const subject = subjects.find(patient)
    if (subject === null) throw this.#unknown(patient, digest)
    const hold = holdOf(connection, subject)
    if (hold !== null) {
      throw new VigilError(
        'legalHold',
        `Nothing of this patient is erased: a legal hold stands since ${new Date(hold.sinceUtcMs).toISOString()} (${hold.reason}). Lift it first.`,
      )
    }
    const [running] = this.#runningBeds(subject)
    if (running !== undefined && !endsStays) {
      throw new VigilError(
        'patientInBed',
        `This patient is connected to the bed ${running}: disconnect them there first.`,
      )
    }
    return this.#begin({ id: randomUUID(), digest, atUtcMs: by.atUtcMs }, subject, reason, by)
  }

  /** Carries out an erasure that was made after this copy of the record. Inside a transaction of the caller. */
  repeat(note: ErasureNote, by: By): void {
    const { subjects, connection } = this.#parts
    if (readErasures(connection).some(({ id }) => id === note.id)) return
    const reason = 'Erased before this copy of the record was restored.'
    if (note.period !== undefined && this.#repeatPeriod(note, { ...note.period, reason }, by)) return
    const subject = note.digest === null ? null : subjects.findDigest(note.digest)
    const since = subject === null ? null : this.#sinceUtcMs(subject)
    if (subject !== null && since !== null && since < note.atUtcMs) {
      this.#begin(note, subject, reason, by)
      return
    }
    const { station, initials } = by.actor
    const nothing = { subjects: [], stretches: [], stretchesDone: 0, erased: NOTHING_ERASED, prints: [] }
    const { period, ...row } = note
    const told = { reason, station, initials, ...(period === undefined ? {} : { period }) }
    saveErasure(connection, { ...row, done: true, facts: { ...told, ...nothing, proof: null, notedIn: [] } })
  }

  /**
   * Begins to erase what a period of a bed holds of nobody. Inside a transaction of the caller. Throws `badRequest` and then
   * has changed nothing.
   */
  beginPeriod(request: PeriodRequest, by: By): ErasureRow {
    const { connection, stays } = this.#parts
    const parts = partsOfPeriod(connection, stays, request)
    return this.#beginPeriod({ id: randomUUID(), digest: null, atUtcMs: by.atUtcMs }, request, parts, by)
  }

  /** Out: false where the copy holds nothing of it. */
  #repeatPeriod({ id, atUtcMs }: ErasureNote, request: PeriodRequest, by: By): boolean {
    try {
      const parts = partsOfPeriod(this.#parts.connection, this.#parts.stays, request)
      this.#beginPeriod({ id, digest: null, atUtcMs }, request, parts, by)
      return true
    } catch (error) {
      if (error instanceof VigilError && error.code === 'badRequest') return false
      throw error
    }
  }

  #beginPeriod(
    note: Pick<ErasureRow, 'id' | 'digest' | 'atUtcMs'>,
    { bed, fromUtcMs, toUtcMs, reason }: PeriodRequest,
    { stretches, whole, cut }: PeriodParts,
    by: By,
  ): ErasureRow {
    const { connection, subjects } = this.#parts
    this.#sealBefore(stretches)
    const prints = this.#printsOf(null, whole)
    const gone = this.#forget(whole)
    for (const subject of cut) {
      for (const stretch of stretches) {
        gone.journalRows += cutJournal(connection, subject, stretch, (number) =>
          this.#parts.channelOf(number),
        )
        gone.notes +=
          eraseNotesIn(connection, subject, stretch) +
          eraseEntriesIn(connection, subject, stretch) +
          eraseHandoversIn(connection, subject, stretch)
        gone.deliveries += eraseOutboxIn(connection, subject, stretch)
      }
    }
    this.#parts.journalChanged()
    // The next second of the bed finds that its subject is gone and makes another.
    subjects.readAgain()
    const { station, initials } = by.actor
    const period = { bed, fromUtcMs, toUtcMs }
    const facts: ErasureFacts = {
      ...{ reason, station, initials, period, subjects: whole, cut, stretches, stretchesDone: 0 },
      erased: { ...NOTHING_ERASED, keys: whole.length, ...gone },
      ...{ prints, proof: null, notedIn: [] },
    }
    return this.#tell(note, facts, by, { ...period, reason })
  }

  #unknown(patient: PatientView, digest: string): VigilError {
    const last = readErasures(this.#parts.connection).findLast((row) => row.digest === digest)
    if (last === undefined) return unknownPatient(patient)
    const when = new Date(last.atUtcMs).toISOString()
    return new VigilError(
      'unknownPatient',
      `This patient was erased at ${when}; nothing was recorded of them since.`,
    )
  }

  #sinceUtcMs(subject: number): number | null {
    const row = this.#parts.connection
      .prepare<[number], { from_utc_ms: number }>(queries.subjectById)
      .get(subject)
    return row?.from_utc_ms ?? null
  }

  #staysOf(subject: number) {
    interface Row {
      readonly bed: string
      readonly from_utc_ms: number
      readonly to_utc_ms: number | null
    }
    return this.#parts.connection.prepare<[number], Row>(wholeTableQueries.staysOfSubject).all(subject)
  }

  #runningBeds(subject: number): string[] {
    return this.#staysOf(subject).flatMap((stay) => (stay.to_utc_ms === null ? [stay.bed] : []))
  }

  #begin(
    note: Pick<ErasureRow, 'id' | 'digest' | 'atUtcMs'>,
    subject: number,
    reason: string,
    by: By,
  ): ErasureRow {
    const { connection, subjects, stays } = this.#parts
    const patient = identityOf(connection, subject)
    // Asked for by a monitor without an authority, and declined: the same identifier in the audit.
    const unstated = patient === null ? null : subjects.find({ id: patient.id, authority: '' })
    const all = [...new Set([subject, ...(unstated === null ? [] : [unstated])])]
    for (const bed of this.#runningBeds(subject)) {
      connection.prepare(queries.endBindings).run(by.atUtcMs, bed)
      stays.end(bed, by.atUtcMs)
    }
    const stretches = all.flatMap((one) => this.#stretchesOf(one))
    this.#sealBefore(stretches)
    const { station, initials } = by.actor
    const erased = { ...NOTHING_ERASED, keys: all.length, stays: stretches.length }
    const prints = this.#printsOf(patient, all)
    const facts: ErasureFacts = {
      reason,
      station,
      initials,
      subjects: all,
      stretches,
      stretchesDone: 0,
      erased: { ...erased, ...this.#forget(all) },
      prints,
      proof: null,
      notedIn: [],
    }
    return this.#tell(note, facts, by, { digest: note.digest, reason, stays: stretches.length })
  }

  /** Says in the record what is erased: from then on it is finished. */
  #tell(
    { id, digest, atUtcMs }: Pick<ErasureRow, 'id' | 'digest' | 'atUtcMs'>,
    facts: ErasureFacts,
    by: By,
    after: object,
  ): ErasureRow {
    const { connection } = this.#parts
    for (const { bed, fromUtcMs, toUtcMs } of facts.stretches) {
      connection
        .prepare(queries.saveGap)
        .run(bed, WHOLE_BED, fromUtcMs, toUtcMs, 'erased', EVIDENCE, ALL_DEVICES)
    }
    const row = { id, digest, atUtcMs, done: false, facts }
    saveErasure(connection, row)
    const action = `${aboutOf(facts)}.erase`
    this.#parts.audit({ ...by, action, object: id, before: null, after: JSON.stringify(after) })
    return row
  }

  /** Destroys the keys and who it was. */
  #forget(subjects: readonly number[]): { journalRows: number; notes: number; deliveries: number } {
    const { connection, stays } = this.#parts
    let [journalRows, notes, deliveries] = [0, 0, 0]
    for (const subject of subjects) {
      keysOf(connection).destroy(subject)
      connection.prepare(queries.deleteSubject).run(subject)
      connection.prepare(wholeTableQueries.deleteStays).run(subject)
      journalRows += eraseFromJournal(connection, subject)
      notes += eraseNotes(connection, subject) + eraseEntries(connection, subject)
      notes += eraseHandovers(connection, subject)
      erasePersons(connection, subject)
      eraseAdmissions(connection, subject)
      eraseRemote(connection, subject)
      deliveries += eraseOutbox(connection, subject)
      stays.forget(subject)
    }
    this.#parts.journalChanged()
    return { journalRows, notes, deliveries }
  }

  #printsOf(patient: PatientView | null, subjects: readonly number[]): Print[] {
    const { connection, recordKeyHex } = this.#parts
    const keys = subjects.flatMap((subject) => keysOf(connection).of(subject) ?? [])
    const forms = patient === null ? [] : identifierForms(patient)
    return [
      ...keys.map((key) => printOf('key', key.export(), recordKeyHex)),
      ...forms.map((form) => printOf('identifier', Buffer.from(form), recordKeyHex)),
    ]
  }

  /** Where two stays of a bed overlap, only the time that counts as theirs. */
  #stretchesOf(subject: number): ErasedStretch[] {
    return this.#staysOf(subject).flatMap(({ bed, from_utc_ms, to_utc_ms }) =>
      this.#parts.stays
        .parts(bed, from_utc_ms, to_utc_ms ?? Number.MAX_SAFE_INTEGER)
        .filter((part) => part.subject === subject)
        .map(({ fromUtcMs, toUtcMs }) => ({ bed, fromUtcMs, toUtcMs })),
    )
  }

  #sealBefore(stretches: readonly ErasedStretch[]): void {
    const { connection, stays } = this.#parts
    sealBefore(connection, stays, (channel) => this.#parts.channelOf(channel), stretches)
  }
}

/** Which actions of the audit tell it. */
export function aboutOf({ period }: ErasureFacts): 'patient' | 'bed' {
  return period === undefined ? 'patient' : 'bed'
}
