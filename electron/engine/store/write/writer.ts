import type { DataClass, HoldView } from '../../../ipc/erasure.ts'
import type { PatientView } from '../../../ipc/views.ts'
import type { BackupRow } from '../backup/backups.ts'
import { AuditedRemoval } from '../disk/audited-removal.ts'
import type { DataRemoval } from '../disk/data-classes.ts'
import type { DataPolicyWriter } from '../disk/data-policy.ts'
import type { PolicyWriter } from '../disk/policy.ts'
import { oldestBlockEnd, type Removal, type RemovalRequest } from '../disk/removal.ts'
import { NO_RESERVE, type Reserve } from '../disk/reserve.ts'
import { diskSpace } from '../disk/space.ts'
import type { EraseRequest } from '../erase/eraser.ts'
import type { EraserState } from '../erase/erasing.ts'
import { type ErasureRow, saveErasure } from '../erase/erasures.ts'
import type { ErasureNote } from '../erase/notes.ts'
import type { Connection } from '../file/database.ts'
import { isDamage, isDiskFull, toVigilError } from '../file/errors.ts'
import { checkpoint, endOf } from '../file/log.ts'
import { getMeta, readFullUntil, type SettingName, setMeta } from '../file/meta.ts'
import { pageBytes } from '../file/page-bytes.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import { type ChannelColumns, channelOf } from '../file/rows.ts'
import { Transactions } from '../file/transactions.ts'
import { type CarryOver, readCarryOver } from '../open/carry-over.ts'
import type { RunEnd } from '../open/runs.ts'
import { SubjectRecord } from '../patients/subject-record.ts'
import type { HoldRequest } from '../seal/holds.ts'
import {
  type ComparisonRow,
  insertComparison,
  markWithdrawn,
  type Withdrawal,
} from '../tables/comparisons.ts'
import type { HandoverRow } from '../tables/handovers.ts'
import type { NoteRow } from '../tables/notes.ts'
import { TrendBackground } from '../trend/background.ts'
import type {
  AuditEntry,
  AuditRow,
  BedRow,
  By,
  NewChannel,
  RecordOutcome,
  RecordRoom,
  SecondOfRecord,
  StoreWriter,
} from '../types.ts'
import { type FoldedChannel, Folder } from './fold.ts'
import { SecondSaver } from './second-saver.ts'
import type { Closing, RecordPlace } from './writer-parts.ts'

/** The one writer of an open record. Made by openStoreWriter; every method is one transaction and throws VigilError. */
export class SqliteStoreWriter implements StoreWriter, PolicyWriter, DataPolicyWriter {
  readonly kind = 'writer'
  readonly #connection: Connection
  readonly #dataDir: string
  readonly #folder: Folder
  readonly #trend: TrendBackground
  readonly #closing: Closing
  readonly #subjects: SubjectRecord
  readonly #removal: AuditedRemoval
  readonly #reserve: Reserve
  readonly #work: Transactions
  readonly #channels = new Map<number, NewChannel>()
  readonly #seconds: SecondSaver
  #closed = false
  /** End of the last second that a full disk refused, UTC ms; null once one was stored. */
  #fullUntilUtcMs: number | null
  #bytesRemoved = 0

  /** In: an open record, where it lies and its key, what it tells and how it ends. */
  constructor(
    connection: Connection,
    { dataDir, keyHex }: RecordPlace,
    closing: Closing,
    reserve: Reserve = NO_RESERVE,
  ) {
    this.#connection = connection
    this.#dataDir = dataDir
    this.#subjects = new SubjectRecord({
      connection,
      dataDir,
      keyHex,
      channelOf: (number) => this.#channels.get(number),
      journalChanged: () => this.#folder.beginAgain(),
    })
    const { stays } = this.#subjects
    this.#seconds = new SecondSaver(connection, this.#channels, stays)
    this.#folder = new Folder(connection, (number) => this.#waveChannel(number), stays)
    this.#trend = new TrendBackground(connection)
    this.#closing = closing
    this.#reserve = reserve
    const onUndone = () => this.#subjects.readAgain()
    this.#work = new Transactions({ connection, dataDir, reserve, onUndone })
    for (const row of connection.prepare<[], ChannelColumns>(wholeTableQueries.channels).all()) {
      this.#channels.set(row.number, channelOf(row))
    }
    this.#fullUntilUtcMs = readFullUntil(connection)
    this.#removal = new AuditedRemoval(connection, this.#channels, (entry) => this.audit(entry))
    setMeta(connection, 'closed', '0')
  }

  #waveChannel(number: number): FoldedChannel | null {
    const known = this.#channels.get(number)
    if (known?.channel.kind !== 'wave') return null
    return { number, bed: known.bed, rateHz: known.channel.rateHz }
  }

  /** Every channel of the record, announced in this session or before. */
  channels(): readonly NewChannel[] {
    return [...this.#channels.values()]
  }

  /** What a new record must know if this one turns out to be damaged. */
  carryOver(): CarryOver {
    return readCarryOver(this.#connection)
  }

  record(second: SecondOfRecord): RecordOutcome {
    try {
      const outcome = this.#recordWithWaves(second) ?? this.#recordWithoutWaves(second)
      this.#fullUntilUtcMs = null
      this.#folder.noteSecond()
      this.#closing.stored(endOf(this.#connection))
      return outcome
    } catch (error) {
      if (isDiskFull(error)) this.#noteFull(second.toUtcMs)
      throw error
    }
  }

  /** Null where it has none, or where a full disk has no room for them; the reserve is not for them. */
  #recordWithWaves(second: SecondOfRecord): RecordOutcome | null {
    if (second.waves.length === 0 || !this.#reserve.wavesFit(this.reusableBytes())) return null
    try {
      return this.#work.attempt(() => this.#saveSecond(second, 'whole'))
    } catch (error) {
      if (isDiskFull(error)) return null
      throw error
    }
  }

  #recordWithoutWaves(second: SecondOfRecord): RecordOutcome {
    const outcome = second.waves.length > 0 ? 'withoutWaves' : 'whole'
    return this.#work.run(() => this.#saveSecond({ ...second, waves: [] }, outcome))
  }

  #saveSecond(second: SecondOfRecord, outcome: RecordOutcome): RecordOutcome {
    if (this.#fullUntilUtcMs !== null) setMeta(this.#connection, 'fullUntil', '')
    return this.#seconds.save(second, outcome)
  }

  /** So small that it mostly finds a place where a second does not: the next start must know why there is nothing. */
  #noteFull(untilUtcMs: number): void {
    this.#fullUntilUtcMs = untilUtcMs
    try {
      setMeta(this.#connection, 'fullUntil', String(untilUtcMs))
    } catch (error) {
      if (!isDiskFull(error)) throw toVigilError(error, this.#dataDir)
    }
  }

  audit(entry: AuditEntry): AuditRow {
    return this.#work.run(() => this.#subjects.audit(entry))
  }

  saveBed(bed: BedRow): void {
    const { label, driver, link, options } = bed
    this.#work.run(() => this.#connection.prepare(queries.saveBed).run(bed.bed, label, driver, link, options))
  }

  removeBed(bed: string): void {
    this.#work.run(() => this.#connection.prepare(queries.removeBed).run(bed))
  }

  bind(bed: string, patient: PatientView | null, atUtcMs: number): void {
    this.#work.run(() => this.#subjects.bind(bed, patient, atUtcMs))
  }

  readonly takeStep: StoreWriter['takeStep'] = (step, by) =>
    this.#work.run(() => this.#subjects.takeStep(step, by))
  readonly outbox: StoreWriter['outbox'] = (step) => this.#work.run(() => this.#subjects.outbox(step))
  readonly remote: StoreWriter['remote'] = (step) => this.#work.run(() => this.#subjects.remote(step))
  readonly admission: StoreWriter['admission'] = (by) => this.#work.run(() => this.#subjects.admission(by))

  saveComparison(row: ComparisonRow): void {
    this.#work.run(() => insertComparison(this.#connection, row))
  }

  withdrawComparison(id: string, by: Withdrawal): void {
    this.#work.run(() => markWithdrawn(this.#connection, id, by))
  }

  saveHandover(row: HandoverRow): void {
    this.#work.run(() => this.#subjects.handover(row))
  }

  saveNote(row: NoteRow): void {
    this.#work.run(() => this.#subjects.note(row))
  }

  beginRun(startedUtcMs: number, version: string): void {
    this.#work.run(() => this.#connection.prepare(queries.insertRun).run(startedUtcMs, version))
  }

  endRun({ endedUtcMs, exit, endedBy }: RunEnd): void {
    this.#work.run(() => this.#connection.prepare(queries.endRun).run(endedUtcMs, exit, endedBy))
  }

  fold(_nowUtcMs: number): void {
    while (this.foldStep(Number.POSITIVE_INFINITY)) {
      // Each round folds one minute.
    }
  }

  /** Folds for about `budgetMs`; out: whether there is more to do. */
  foldStep(budgetMs: number): boolean {
    try {
      const more = this.#folder.step(budgetMs)
      if (this.#folder.finished()) checkpoint(this.#connection)
      return more
    } catch (error) {
      if (isDiskFull(error)) checkpoint(this.#connection)
      throw toVigilError(error, this.#dataDir)
    }
  }

  /** Enters older data into the trend pyramid for about `budgetMs`; out: whether there is more to do. */
  trendStep(budgetMs: number): boolean {
    return this.#work.told(() => this.#trend.step(budgetMs))
  }

  /** Seals what earlier releases stored in the clear for about `budgetMs`; out: whether there is more to do. */
  sealStep(budgetMs: number): boolean {
    return this.#work.told(() => this.#subjects.sealStep(budgetMs))
  }

  holdPatient(request: HoldRequest, by: By): void {
    this.#work.run(() => this.#subjects.hold(request, by))
  }

  knowHold(hold: HoldView): void {
    this.#work.run(() => this.#subjects.knowHold(hold))
  }

  erase(request: EraseRequest, by: By): ErasureRow {
    return this.#work.run(() => this.#subjects.erase(request, by))
  }

  /** Searches a record that was written anew for what was erased before; see erase/rebuild-record.ts. */
  proveAgain(by: By): void {
    this.#work.told(() => this.#subjects.proveAgain(by))
  }

  /** Carries out an erasure that was made after this copy of the record; see erase/notes.ts. */
  eraseAgain(note: ErasureNote, by: By): void {
    this.#work.run(() => this.#subjects.eraseAgain(note, by))
  }

  keepErasure(row: ErasureRow): void {
    this.#work.run(() => saveErasure(this.#connection, row))
  }

  /** One step of an erasure that is under way. */
  eraseStep(by: By): EraserState {
    return this.#work.told(() => this.#subjects.eraseStep(by))
  }

  /** Sets a little more room aside; between seconds. */
  growReserve(): void {
    this.#reserve.grow()
  }

  saveBackup(row: BackupRow, by: By): void {
    this.#work.run(() => this.#subjects.backupMade(row, by))
  }

  keep(kind: DataClass, days: number | null): void {
    this.#work.run(() => this.#removal.keep(kind, days))
  }

  keptDays(kind: DataClass): number | null {
    return this.#removal.keptDays(kind)
  }

  removeData(kind: Exclude<DataClass, 'waves'>, beforeUtcMs: number, who: By): DataRemoval | null {
    return this.#work.run(() => this.#removal.removeData(kind, beforeUtcMs, who))
  }

  keepSetting(name: SettingName, text: string): void {
    this.#work.run(() => setMeta(this.#connection, name, text))
  }

  setting(name: SettingName): string | null {
    return getMeta(this.#connection, name)
  }

  oldestWaveEnd(): number | null {
    return oldestBlockEnd(this.#connection)
  }

  removeWaves(request: RemovalRequest, who: By): Removal | null {
    const removal = this.#work.run(() => this.#removal.removeWaves(request, who))
    this.#bytesRemoved += removal?.bytes ?? 0
    return removal
  }

  reusableBytes(): number {
    return pageBytes(this.#connection, 'free')
  }

  room(): RecordRoom {
    return {
      disk: diskSpace(this.#dataDir),
      bytesRecorded: pageBytes(this.#connection, 'all') - this.reusableBytes() + this.#bytesRemoved,
      bytesReusable: this.reusableBytes(),
      wavesSinceUtcMs: this.oldestWaveEnd(),
      wavesKeptDays: this.keptDays('waves'),
    }
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    let close = this.#closing.asItIs
    try {
      if (this.#fullUntilUtcMs !== null) this.#noteFull(this.#fullUntilUtcMs)
      setMeta(this.#connection, 'closed', '1')
      close = (connection) => void connection.close()
    } catch (error) {
      // Without the mark the next start tells a crash, which is what it was. It then looks for the log.
      if (!isDamage(error) && !isDiskFull(error)) throw error
    } finally {
      close(this.#connection)
      this.#closing.done()
    }
  }

  /** Closes a record that turned out to be damaged; nothing of it is changed any more. */
  abandon(): void {
    if (this.#closed) return
    this.#closed = true
    try {
      this.#closing.asItIs(this.#connection)
    } finally {
      this.#closing.done()
    }
  }
}
