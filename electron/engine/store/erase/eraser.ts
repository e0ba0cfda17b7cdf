import { randomUUID } from 'node:crypto'
import { VigilError } from '../../../ipc/contract.ts'
import type { ErasedCounts } from '../../../ipc/erasure.ts'
import type { PatientView } from '../../../ipc/views.ts'
import { type BackupRow, readBackups } from '../backup/backups.ts'
import type { Connection } from '../database.ts'
import { dropBlocks } from '../drop-blocks.ts'
import { eraseEntries } from '../entries.ts'
import { isDiskFull } from '../errors.ts'
import { LONGEST_BLOCK_MS } from '../fold.ts'
import { keyIdOf } from '../keys.ts'
import { eraseNotes } from '../notes.ts'
import { erasePersons } from '../persons.ts'
import { queries, wholeTableQueries } from '../queries.ts'
import { holdOf, unknownPatient } from '../seal/holds.ts'
import { sealOldBlock, sealOldJournal } from '../seal/seal-old.ts'
import type { BlockRow } from '../seal/sealed-block.ts'
import type { StayBook } from '../seal/stay-book.ts'
import { IN_THE_CLEAR, keysOf } from '../seal/subject-keys.ts'
import { identityOf, type Subjects } from '../seal/subjects.ts'
import type { AuditEntry, NewChannel } from '../types.ts'
import { emptyLog, rebuildFile } from './clear-file.ts'
import { eraseBlocks, eraseFromJournal, eraseStretch } from './delete-data.ts'
import {
  type ErasedStretch,
  type ErasureFacts,
  type ErasureRow,
  mayHold,
  NOTHING_ERASED,
  readErasures,
  saveErasure,
} from './erasures.ts'
import { identifierForms } from './identifier-forms.ts'
import { type ErasureNote, leaveErasureNote } from './notes.ts'
import { type Print, printOf } from './prints.ts'
import { proveErasure } from './proof.ts'

/** A gap of the whole bed is stored under this channel number. */
const WHOLE_BED = -1
/** Channel of a piece of journal that could not be read when it was folded. */
const NO_CHANNEL = -1
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
  readonly folder: string
  readonly recordKeyHex: string
  readonly subjects: Subjects
  readonly stays: StayBook
  channelOf(channel: number): NewChannel | undefined
  audit(entry: AuditEntry): unknown
  /** The journal was changed under a fold that may be under way. */
  journalChanged(): void
}

/** How a step ended: `waiting` while somebody reads the log that is to be emptied. */
export type EraserState = 'more' | 'waiting' | 'done'

type By = Pick<AuditEntry, 'actor' | 'atUtcMs'>

/** A reason is kept where an erasure does not reach. Throws badRequest if it names the patient. */
export function refuseNaming({ id }: PatientView, reason: string): void {
  if (!reason.includes(id)) return
  throw new VigilError('badRequest', 'The reason stays in the record: write it without the identifier.')
}

/**
 * Erases patients, in short steps between seconds. The first transaction destroys the
 * keys and says so in the record: from then on an erasure is finished, at the latest at the
 * next start. Then rows go, the log is emptied, the file rebuilt, and the result searched.
 */
export class Eraser {
  readonly #parts: EraserParts
  #isRebuilt = false

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
    const subject = subjects.findDigest(note.digest)
    const since = subject === null ? null : this.#sinceUtcMs(subject)
    if (subject !== null && since !== null && since < note.atUtcMs) {
      this.#begin(note, subject, reason, by)
      return
    }
    const { station, initials } = by.actor
    const nothing = { subjects: [], stretches: [], stretchesDone: 0, erased: NOTHING_ERASED, prints: [] }
    const facts = { reason, station, initials, ...nothing, proof: null, notedIn: [] }
    saveErasure(connection, { ...note, done: true, facts })
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

  #begin(note: ErasureNote, subject: number, reason: string, by: By): ErasureRow {
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
    this.#sealOld(stretches)
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
    for (const { bed, fromUtcMs, toUtcMs } of stretches) {
      connection.prepare(queries.saveGap).run(bed, WHOLE_BED, fromUtcMs, toUtcMs, 'erased', EVIDENCE)
    }
    const row = { ...note, done: false, facts }
    saveErasure(connection, row)
    const after = JSON.stringify({ digest: note.digest, reason, stays: stretches.length })
    this.#parts.audit({ ...by, action: 'patient.erase', object: note.id, before: null, after })
    return row
  }

  /** Destroys the keys and who it was. */
  #forget(subjects: readonly number[]): Pick<ErasedCounts, 'journalRows' | 'notes'> {
    const { connection, stays } = this.#parts
    let [journalRows, notes] = [0, 0]
    for (const subject of subjects) {
      keysOf(connection).destroy(subject)
      connection.prepare(queries.deleteSubject).run(subject)
      connection.prepare(wholeTableQueries.deleteStays).run(subject)
      journalRows += eraseFromJournal(connection, subject)
      notes += eraseNotes(connection, subject) + eraseEntries(connection, subject)
      erasePersons(connection, subject)
      stays.forget(subject)
    }
    this.#parts.journalChanged()
    return { journalRows, notes }
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

  /** What earlier releases left in the clear is sealed first, so that it goes with the key; what cannot be read of it goes as it is. */
  #sealOld(stretches: readonly ErasedStretch[]): void {
    const { connection, stays } = this.#parts
    const channelOf = (channel: number) => this.#parts.channelOf(channel)
    sealOldJournal(connection, stays, channelOf)
    if (connection.prepare(queries.blockIdsOf).get(IN_THE_CLEAR, 0, 1) === undefined) return
    const blocks = connection.prepare<number[], BlockRow & { readonly id: number }>(queries.blocksInRange)
    const channels = [
      ...connection.prepare('SELECT number FROM channel').pluck().all().map(Number),
      NO_CHANNEL,
    ]
    for (const { bed, fromUtcMs, toUtcMs } of stretches) {
      for (const channel of channels) {
        if (channel !== NO_CHANNEL && channelOf(channel)?.bed !== bed) continue
        for (const { id, subject } of blocks.all(channel, fromUtcMs, toUtcMs + LONGEST_BLOCK_MS, toUtcMs)) {
          if (subject !== IN_THE_CLEAR || sealOldBlock(connection, id, stays, channelOf)) continue
          dropBlocks(connection, [id])
        }
      }
    }
  }

  /** A backup that was begun before an erasure may be told of after it: it gets the note too. */
  noteIn(backup: BackupRow): void {
    for (const row of readErasures(this.#parts.connection)) {
      if (mayHold(row, backup)) leaveErasureNote(backup.folder, keyIdOf(this.#parts.recordKeyHex), row)
    }
  }

  /** The oldest erasure that is not finished, or null. */
  pending(): ErasureRow | null {
    return readErasures(this.#parts.connection).find(({ done }) => !done) ?? null
  }

  /** One step of the oldest erasure that is not finished. Throws SQLite errors; a later step goes on where this one was. */
  step(by: By): EraserState {
    const row = this.pending()
    if (row === null) return 'done'
    const { connection, folder } = this.#parts
    if (this.#eraseSome(row)) return 'more'
    if (!emptyLog(connection, folder)) return 'waiting'
    if (!this.#isRebuilt) this.#isRebuilt = this.#rebuild()
    const logEmptied = emptyLog(connection, folder)
    if (!logEmptied) return 'waiting'
    const rebuilt = this.#isRebuilt
    this.#isRebuilt = false
    this.#finish(row, by, { atUtcMs: by.atUtcMs, logEmptied, rebuilt })
    return 'more'
  }

  #rebuild(): boolean {
    try {
      return rebuildFile(this.#parts.connection, this.#parts.folder)
    } catch (error) {
      if (isDiskFull(error)) return false
      throw error
    }
  }

  /** Removes some of what is left and notes it in the same transaction. Out: false when nothing is left. */
  #eraseSome(row: ErasureRow): boolean {
    const { connection } = this.#parts
    const { facts } = row
    const note = (erased: ErasedCounts, stretchesDone = facts.stretchesDone): true => {
      saveErasure(connection, { ...row, facts: { ...facts, erased, stretchesDone } })
      return true
    }
    return connection.transaction(() => {
      for (const subject of facts.subjects) {
        const blocks = eraseBlocks(connection, subject)
        if (blocks > 0) return note({ ...facts.erased, blocks: facts.erased.blocks + blocks })
      }
      const stretch = facts.stretches[facts.stretchesDone]
      if (stretch === undefined) return false
      const { numerics, trendRows, alerts } = eraseStretch(connection, stretch)
      const erased = {
        ...facts.erased,
        numerics: facts.erased.numerics + numerics,
        trendRows: facts.erased.trendRows + trendRows,
        alerts: facts.erased.alerts + alerts,
      }
      return note(erased, facts.stretchesDone + 1)
    })()
  }

  #finish(row: ErasureRow, by: By, cleared: Parameters<typeof proveErasure>[3]): void {
    const { connection, recordKeyHex } = this.#parts
    const proof = proveErasure(connection, row.facts, recordKeyHex, cleared)
    const notedIn = readBackups(connection)
      .filter((backup) => mayHold(row, backup))
      .map(({ folder }) => folder)
      .filter((folder) => leaveErasureNote(folder, keyIdOf(recordKeyHex), row))
    connection.transaction(() => {
      saveErasure(connection, { ...row, done: true, facts: { ...row.facts, prints: [], proof, notedIn } })
      const after = JSON.stringify({ ...row.facts.erased, proof })
      this.#parts.audit({ ...by, action: 'patient.erased', object: row.id, before: null, after })
    })()
  }
}
