import type { HoldView } from '../../../ipc/erasure.ts'
import type { PatientView } from '../../../ipc/views.ts'
import { type BackupRow, insertBackup } from '../backup/backups.ts'
import { type EraseRequest, Eraser, refuseNaming } from '../erase/eraser.ts'
import { type EraserState, Erasing } from '../erase/erasing.ts'
import type { ErasureRow } from '../erase/erasures.ts'
import type { ErasureNote } from '../erase/notes.ts'
import type { Connection } from '../file/database.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import { type HoldRequest, setHold } from '../seal/holds.ts'
import { Reseal } from '../seal/reseal.ts'
import { SealBackground, sealOldStays } from '../seal/seal-old.ts'
import { StayBook } from '../seal/stay-book.ts'
import { keysOf } from '../seal/subject-keys.ts'
import { Subjects } from '../seal/subjects.ts'
import { appendAudit } from '../tables/audit-writer.ts'
import { insertEntry } from '../tables/entries.ts'
import { type HandoverRow, insertHandover } from '../tables/handovers.ts'
import { insertNote, type NoteRow } from '../tables/notes.ts'
import { type OutboxRow, type OutboxStep, takeOutboxStep } from '../tables/outbox.ts'
import type { AuditEntry, AuditRow, By, NewChannel } from '../types.ts'
import { type AdmissionRow, type AdmissionStep, takeAdmissionStep } from './admissions.ts'
import { type MoveParts, moveStay } from './move-stay.ts'
import {
  type PatientStep,
  type StayChange,
  type StayMoveStep,
  setStandby,
  takeTemporaryNumber,
} from './patient-steps.ts'
import { insertPerson } from './persons.ts'
import { type RemoteItem, type RemoteStep, takeRemoteStep } from './remote.ts'

/** What it uses of the writer. */
export interface SubjectRecordParts {
  readonly connection: Connection
  readonly dataDir: string
  /** Key of the record, 64 hex digits. */
  readonly keyHex: string
  channelOf(channel: number): NewChannel | undefined
  /** The journal was changed under a fold that may be under way. */
  journalChanged(): void
}

/** Whose data is whose: stays, keys, holds, audit and erasures. Every call inside a transaction of the writer, unless said. */
export class SubjectRecord {
  readonly stays: StayBook
  readonly #connection: Connection
  readonly #subjects: Subjects
  readonly #sealing: SealBackground
  readonly #eraser: Eraser
  readonly #erasing: Erasing
  readonly #reseal: Reseal
  readonly #moveParts: MoveParts & { readonly journalChanged: () => void }

  /** Seals and reads what there is; outside any transaction. */
  constructor({ connection, dataDir, keyHex, channelOf, journalChanged }: SubjectRecordParts) {
    this.#connection = connection
    this.#subjects = new Subjects(connection, keyHex)
    this.stays = new StayBook((bed, since) => this.#subjects.ofStretch(bed, since))
    this.#sealing = new SealBackground(connection, this.stays, channelOf)
    const parts = { connection, recordKeyHex: keyHex, audit: (entry: AuditEntry) => this.audit(entry) }
    const { stays } = this
    this.#eraser = new Eraser({ ...parts, subjects: this.#subjects, stays, channelOf, journalChanged })
    this.#erasing = new Erasing({ ...parts, folder: dataDir })
    this.#reseal = new Reseal({ connection, stays, channelOf })
    this.#moveParts = { connection, stays, channelOf, journalChanged, staysChanged: () => this.#loadStays() }
    sealOldStays(connection, this.#subjects)
    this.#loadStays()
  }

  #loadStays(): void {
    interface Row {
      readonly bed: string
      readonly subject: number
      readonly from_utc_ms: number
      readonly to_utc_ms: number | null
    }
    this.stays.clear()
    for (const row of this.#connection.prepare<[], Row>(wholeTableQueries.allStays).all()) {
      this.stays.add(row.bed, row.subject, row.from_utc_ms, row.to_utc_ms)
    }
  }

  /** A transaction was undone: what it has changed in memory is read again. Outside any transaction. */
  readAgain(): void {
    keysOf(this.#connection).readAgain()
    this.#subjects.readAgain()
    this.#reseal.lookAgain()
    this.#loadStays()
  }

  audit(entry: AuditEntry): AuditRow {
    const subjectOf = (patient: PatientView) => this.#subjects.ofPatient(patient, entry.atUtcMs)
    return appendAudit(this.#connection, entry, subjectOf)
  }

  bind(bed: string, patient: PatientView | null, atUtcMs: number): void {
    this.#connection.prepare(queries.endBindings).run(atUtcMs, bed)
    this.stays.end(bed, atUtcMs)
    if (patient === null) return
    const subject = this.#subjects.ofPatient(patient, atUtcMs)
    this.#connection.prepare(queries.insertBinding).run(bed, subject, atUtcMs)
    this.stays.add(bed, subject, atUtcMs, null)
  }

  takeStep(step: PatientStep, by: By): void {
    if (step.kind === 'stay') this.#changeStays(step, by)
    else if (step.kind === 'move') this.#moveStay(step, by)
    else if (step.kind === 'temporaryKnown') takeTemporaryNumber(this.#connection, step.number)
    else if (step.kind === 'standbyEnded') setStandby(this.#connection, step.bed, null)
    else {
      this.audit({ ...by, ...step.audit })
      // It is about who lies in the bed when it is entered, also where it says when before that it was seen.
      insertEntry(this.#connection, this.stays.subjectAt(step.entry.bed, by.atUtcMs), step.entry)
    }
  }

  /** The audit row goes first: who it is about is then known to the record. */
  #changeStays({ binds, person, standby, temporary, audit }: StayChange, by: By): void {
    if (temporary !== undefined) takeTemporaryNumber(this.#connection, temporary)
    this.audit({ ...by, ...audit })
    for (const { bed, patient } of binds) {
      this.bind(bed, patient, by.atUtcMs)
      setStandby(this.#connection, bed, null)
    }
    if (person !== null) {
      const subject = this.#subjects.ofPatient(person.patient, by.atUtcMs)
      insertPerson(this.#connection, subject, person, by.atUtcMs)
    }
    for (const bed of standby) setStandby(this.#connection, bed, by.atUtcMs)
  }

  #moveStay(step: StayMoveStep, by: By): void {
    const { was, becomes, person, temporary, audit } = step
    if (temporary !== undefined) takeTemporaryNumber(this.#connection, temporary)
    this.audit({ ...by, ...audit })
    const subjects = {
      was: this.#subjects.ofPatient(was, by.atUtcMs),
      becomes: this.#subjects.ofPatient(becomes, by.atUtcMs),
    }
    if (person !== null) insertPerson(this.#connection, subjects.becomes, person, by.atUtcMs)
    moveStay(this.#moveParts, step, subjects, by)
    this.#moveParts.journalChanged()
    this.#reseal.lookAgain()
  }

  note(row: NoteRow): void {
    insertNote(this.#connection, this.stays.subjectAt(row.bed, row.atUtcMs), row)
  }

  /** What is about a patient whom the record does not know, or does not know any more, is not queued. */
  outbox(step: OutboxStep): readonly OutboxRow[] {
    return takeOutboxStep(this.#connection, step, ({ patient, bed, toUtcMs }) =>
      patient === null ? this.stays.subjectAt(bed, toUtcMs - 1) : this.#subjects.find(patient),
    )
  }

  admission(step: AdmissionStep): readonly AdmissionRow[] {
    return takeAdmissionStep(this.#connection, step, (patient, atUtcMs) =>
      this.#subjects.ofPatient(patient, atUtcMs),
    )
  }

  remote(step: RemoteStep): readonly RemoteItem[] {
    return takeRemoteStep(this.#connection, step, (patient, atUtcMs) =>
      this.#subjects.ofPatient(patient, atUtcMs),
    )
  }

  handover(row: HandoverRow): void {
    insertHandover(this.#connection, this.stays.subjectAt(row.bed, row.toUtcMs - 1), row)
  }

  hold({ patient, reason, isLifted }: HoldRequest, by: By): void {
    refuseNaming(patient, reason)
    const hold = { reason, initials: by.actor.initials, sinceUtcMs: by.atUtcMs }
    const before = setHold(this.#connection, this.#subjects, patient, isLifted ? null : hold)
    this.audit({
      ...by,
      action: isLifted ? 'patient.holdLifted' : 'patient.hold',
      object: 'hold',
      before: before === null ? null : JSON.stringify({ patient, ...before }),
      after: JSON.stringify({ patient, reason }),
    })
  }

  knowHold({ patient, ...hold }: HoldView): void {
    this.#subjects.ofPatient(patient, hold.sinceUtcMs)
    setHold(this.#connection, this.#subjects, patient, hold)
  }

  erase(request: EraseRequest, by: By): ErasureRow {
    // What was moved to another patient must not go with a key that is destroyed, and what is theirs must.
    this.#reseal.finish()
    return 'patient' in request ? this.#eraser.begin(request, by) : this.#eraser.beginPeriod(request, by)
  }

  /** Outside any transaction. */
  proveAgain(by: By): void {
    this.#erasing.proveAgain(by)
  }

  eraseAgain(note: ErasureNote, by: By): void {
    this.#reseal.finish()
    this.#eraser.repeat(note, by)
  }

  /** Stored and audited once; one made before an erasure gets its note. */
  backupMade(row: BackupRow, by: By): void {
    if (!insertBackup(this.#connection, row)) return
    this.#erasing.noteIn(row)
    const { id, initials: _, ...made } = row
    this.audit({ ...by, action: 'backup.made', object: id, before: null, after: JSON.stringify(made) })
  }

  /** Outside any transaction. */
  eraseStep(by: By): EraserState {
    return this.#erasing.step(by)
  }

  /** Seals what earlier releases stored in the clear, and what was moved to another patient, for about `budgetMs`; out: whether there is more. Outside any transaction. */
  sealStep(budgetMs: number): boolean {
    return this.#sealing.step(budgetMs) || this.#reseal.step(budgetMs)
  }
}
