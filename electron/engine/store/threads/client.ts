import type { FileExportRequest } from '../../../ipc/file-export.ts'
import type { PatientView } from '../../../ipc/views.ts'
import type { ExportProgress } from '../../export/files/export-files.ts'
import { exportOnThread } from '../../export/files/export-on-thread.ts'
import type { BackupReceipt, BackupRequest } from '../backup/backup-run.ts'
import type { BackupRow } from '../backup/backups.ts'
import { makeBackup } from '../backup/make-backup.ts'
import type { ErasureRow } from '../erase/erasures.ts'
import type { OpenWriterOptions } from '../open/open.ts'
import type { RunEnd } from '../open/runs.ts'
import type { AdmissionRow, AdmissionStep } from '../patients/admissions.ts'
import type { RemoteItem, RemoteStep } from '../patients/remote.ts'
import type { ComparisonRow, Withdrawal } from '../tables/comparisons.ts'
import type { HandoverRow } from '../tables/handovers.ts'
import type { NoteRow } from '../tables/notes.ts'
import type { OutboxRow, OutboxStep } from '../tables/outbox.ts'
import type {
  AuditEntry,
  AuditRow,
  BedRow,
  RecordOutcome,
  RecordRoom,
  SecondOfRecord,
  StoreReader,
  StoreWriter,
} from '../types.ts'
import type { JobName, JobResult } from './jobs.ts'
import { READER_CALLS, type ReaderCall, type StoreOpened } from './rpc.ts'
import { WorkerChannel } from './worker-channel.ts'
import type { WorkerThreads } from './worker-threads.ts'

export interface StoreClientOptions extends OpenWriterOptions {
  readonly threads: WorkerThreads
  /** For people: a damaged record set aside while running, a worker that was started again. */
  readonly onNotice?: (sentence: string) => void
  /** For the log: a call that took longer than SLOW_CALL_MS of worker.ts. */
  readonly onSlow?: (call: string, tookMs: number) => void
}

/** StoreReader's methods, answered from the reading worker. */
export type AsyncReader = {
  readonly [Name in ReaderCall]: (
    ...args: Parameters<StoreReader[Name]>
  ) => Promise<ReturnType<StoreReader[Name]>>
}

/**
 * The record as the engine sees it: every call crosses to a worker, none
 * blocks. Failures arrive as VigilError, a caller's mistake as TypeError.
 */
export interface StoreClient {
  readonly opened: StoreOpened
  /** Resolves when the second is on disk. Kept and sent again if the worker dies before. */
  record(second: SecondOfRecord): Promise<RecordOutcome>
  audit(entry: AuditEntry): Promise<AuditRow>
  saveBed(bed: BedRow): Promise<void>
  removeBed(bed: string): Promise<void>
  bind(bed: string, patient: PatientView | null, atUtcMs: number): Promise<void>
  takeStep(...args: Parameters<StoreWriter['takeStep']>): Promise<void>
  outbox(step: OutboxStep): Promise<readonly OutboxRow[]>
  admission(step: AdmissionStep): Promise<readonly AdmissionRow[]>
  remote(step: RemoteStep): Promise<readonly RemoteItem[]>
  saveComparison(row: ComparisonRow): Promise<void>
  withdrawComparison(id: string, by: Withdrawal): Promise<void>
  saveNote(row: NoteRow): Promise<void>
  saveHandover(row: HandoverRow): Promise<void>
  saveBackup(row: BackupRow, by: Pick<AuditEntry, 'actor' | 'atUtcMs'>): Promise<void>
  /** Makes a backup on a thread of its own, see makeBackup. */
  backUp(request: BackupRequest, goOn: (share: number) => boolean): Promise<BackupReceipt | null>
  /** Writes files on a thread of its own, see exportOnThread. */
  exportFiles(request: FileExportRequest, goOn: (bytes: number) => boolean): Promise<ExportProgress | null>
  keep(...args: Parameters<StoreWriter['keep']>): Promise<void>
  holdPatient(...args: Parameters<StoreWriter['holdPatient']>): Promise<void>
  erase(...args: Parameters<StoreWriter['erase']>): Promise<ErasureRow>
  keepSetting(...args: Parameters<StoreWriter['keepSetting']>): Promise<void>
  setting(...args: Parameters<StoreWriter['setting']>): Promise<string | null>
  room(): Promise<RecordRoom>
  beginRun(startedUtcMs: number, version: string): Promise<void>
  endRun(end: RunEnd): Promise<void>
  readonly read: AsyncReader
  /** Runs a job of jobs.ts on the reading worker. */
  job<Name extends JobName>(name: Name, args: unknown): Promise<JobResult<Name>>
  close(): Promise<void>
}

/**
 * Opens the record on two workers: one writes, one reads, so that a long
 * export never delays recording. Throws the VigilError of openStoreWriter.
 */
export async function openStoreClient(options: StoreClientOptions): Promise<StoreClient> {
  const listeners = { onNotice: options.onNotice ?? (() => {}), onSlow: options.onSlow ?? (() => {}) }
  const open: OpenWriterOptions = {
    dataDir: options.dataDir,
    keyFile: options.keyFile,
    key: options.key,
    station: options.station,
    nowUtcMs: options.nowUtcMs,
  }
  const writer = new WorkerChannel(options.threads, { role: 'writer', options: open }, listeners)
  const reader = new WorkerChannel(options.threads, { role: 'reader', options: open }, listeners)
  // Its thread starts while the writer opens the record: every start of the engine is that much shorter.
  reader.start()
  try {
    const backUp: StoreClient['backUp'] = (request, goOn) =>
      makeBackup(options.threads, open, request, goOn, listeners)
    const exportFiles: StoreClient['exportFiles'] = (request, goOn) =>
      exportOnThread(options.threads, open, request, goOn, listeners)
    return new WorkerStoreClient(writer, reader, { backUp, exportFiles }, await writer.open())
  } catch (error) {
    await reader.close()
    throw error
  }
}

/** Work that has a thread of its own while it lasts. */
type OwnThreads = Pick<StoreClient, 'backUp' | 'exportFiles'>

class WorkerStoreClient implements StoreClient {
  readonly opened: StoreOpened
  readonly read: AsyncReader
  readonly #writer: WorkerChannel
  readonly #reader: WorkerChannel
  readonly #threads: OwnThreads
  /** Names this client's seconds, so that one sent twice is stored once. */
  readonly #session: string = crypto.randomUUID()
  #seconds = 0

  constructor(writer: WorkerChannel, reader: WorkerChannel, threads: OwnThreads, opened: StoreOpened) {
    this.#writer = writer
    this.#reader = reader
    this.#threads = threads
    this.opened = opened
    this.read = asyncReader(reader)
    // The reader holds the renamed file: it must look at the new one.
    writer.onReplaced = () => void reader.call('reopen', []).catch(() => {})
  }

  async record(second: SecondOfRecord): Promise<RecordOutcome> {
    this.#seconds++
    const sequence = { session: this.#session, number: this.#seconds }
    return (await this.#writer.call('record', [{ ...second, sequence }], 'sendAgain')) as RecordOutcome
  }

  async audit(entry: AuditEntry): Promise<AuditRow> {
    return (await this.#writer.call('audit', [entry])) as AuditRow
  }

  async saveBed(bed: BedRow): Promise<void> {
    await this.#writer.call('saveBed', [bed])
  }

  async removeBed(bed: string): Promise<void> {
    await this.#writer.call('removeBed', [bed])
  }

  async bind(bed: string, patient: PatientView | null, atUtcMs: number): Promise<void> {
    await this.#writer.call('bind', [bed, patient, atUtcMs])
  }

  async takeStep(...args: Parameters<StoreWriter['takeStep']>): Promise<void> {
    await this.#writer.call('takeStep', args)
  }

  async outbox(step: OutboxStep): Promise<readonly OutboxRow[]> {
    return (await this.#writer.call('outbox', [step])) as readonly OutboxRow[]
  }

  async remote(step: RemoteStep): Promise<readonly RemoteItem[]> {
    return (await this.#writer.call('remote', [step])) as readonly RemoteItem[]
  }

  async admission(step: AdmissionStep): Promise<readonly AdmissionRow[]> {
    return (await this.#writer.call('admission', [step])) as readonly AdmissionRow[]
  }

  async saveComparison(row: ComparisonRow): Promise<void> {
    await this.#writer.call('saveComparison', [row])
  }

  async withdrawComparison(id: string, by: Withdrawal): Promise<void> {
    await this.#writer.call('withdrawComparison', [id, by])
  }

  async saveHandover(row: HandoverRow): Promise<void> {
    await this.#writer.call('saveHandover', [row])
  }

  async saveNote(row: NoteRow): Promise<void> {
    await this.#writer.call('saveNote', [row])
  }

  async saveBackup(row: BackupRow, by: Pick<AuditEntry, 'actor' | 'atUtcMs'>): Promise<void> {
    await this.#writer.call('saveBackup', [row, by])
  }

  backUp(request: BackupRequest, goOn: (share: number) => boolean): Promise<BackupReceipt | null> {
    return this.#threads.backUp(request, goOn)
  }

  exportFiles(request: FileExportRequest, goOn: (bytes: number) => boolean): Promise<ExportProgress | null> {
    return this.#threads.exportFiles(request, goOn)
  }

  async keep(...args: Parameters<StoreWriter['keep']>): Promise<void> {
    await this.#writer.call('keep', args)
  }

  async holdPatient(...args: Parameters<StoreWriter['holdPatient']>): Promise<void> {
    await this.#writer.call('holdPatient', args)
  }

  async erase(...args: Parameters<StoreWriter['erase']>): Promise<ErasureRow> {
    const row = (await this.#writer.call('erase', args)) as ErasureRow
    // The reader may keep a key that it has read.
    await this.#reader.call('reopen', [])
    return row
  }

  async keepSetting(...args: Parameters<StoreWriter['keepSetting']>): Promise<void> {
    await this.#writer.call('keepSetting', args)
  }

  async setting(...args: Parameters<StoreWriter['setting']>): Promise<string | null> {
    return (await this.#writer.call('setting', args)) as string | null
  }

  async room(): Promise<RecordRoom> {
    return (await this.#writer.call('room', [])) as RecordRoom
  }

  async beginRun(startedUtcMs: number, version: string): Promise<void> {
    await this.#writer.call('beginRun', [startedUtcMs, version])
  }

  async endRun(end: RunEnd): Promise<void> {
    await this.#writer.call('endRun', [end])
  }

  async job<Name extends JobName>(name: Name, args: unknown): Promise<JobResult<Name>> {
    return (await this.#reader.job(name, args)) as JobResult<Name>
  }

  async close(): Promise<void> {
    // The reader first: the last connection to close empties the log into the database.
    await this.#reader.close()
    await this.#writer.close()
  }
}

function asyncReader(channel: WorkerChannel): AsyncReader {
  const entries = READER_CALLS.map((name) => [
    name,
    (...args: readonly unknown[]) => channel.call(name, args),
  ])
  return Object.fromEntries(entries) as AsyncReader
}
