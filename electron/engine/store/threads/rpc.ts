import type { VigilFailure } from '../../../ipc/contract.ts'
import type { AheadLine } from '../../export/files/ahead.ts'
import type { BedCoverage, OpenWriterOptions } from '../open/open.ts'
import type { RunRow } from '../open/runs.ts'
import type { NewChannel, StoredNumeric, StoreKey, StoreReader, StoreWriter } from '../types.ts'

/** The first message to a store worker: which record it opens, and how. The key travels here and nowhere else. */
export type WorkerStart =
  | { readonly role: 'writer' | 'reader' | 'backup' | 'export'; readonly options: OpenWriterOptions }
  | { readonly role: 'ahead'; readonly options: OpenWriterOptions; readonly ahead: AheadLine }

/** Calls the writing worker takes. */
export type WriterCall = Exclude<keyof StoreWriter, 'kind' | 'close' | 'fold'>
/** Calls the reading worker takes, besides jobs. */
export type ReaderCall = Exclude<keyof StoreReader, 'kind' | 'close'>

export const WRITER_CALLS: readonly WriterCall[] = [
  'record',
  'audit',
  'saveBed',
  'removeBed',
  'bind',
  'takeStep',
  'outbox',
  'admission',
  'remote',
  'saveComparison',
  'withdrawComparison',
  'saveNote',
  'saveHandover',
  'keepSetting',
  'setting',
  'keep',
  'saveBackup',
  'holdPatient',
  'knowHold',
  'erase',
  'keepErasure',
  'room',
  'beginRun',
  'endRun',
]
export const READER_CALLS: readonly ReaderCall[] = [
  'beds',
  'channels',
  'numerics',
  'waves',
  'trend',
  'timeInRange',
  'percentiles',
  'alerts',
  'alarmLog',
  'alarmEvents',
  'gaps',
  'clocks',
  'bindings',
  'stayMoves',
  'lastTemporary',
  'standbys',
  'auditRows',
  'deliveries',
  'outboxRows',
  'outboxMessage',
  'admissions',
  'remote',
  'outboxUntil',
  'outboxPauses',
  'comparisons',
  'notes',
  'stayReason',
  'handovers',
  'handover',
  'entries',
  'occupantEntries',
  'backups',
  'holds',
  'erasures',
  'keptDays',
  'span',
]

/** What a service of a worker answers. */
export type WorkerRequest =
  | { readonly type: 'call'; readonly seq: number; readonly name: string; readonly args: readonly unknown[] }
  | { readonly type: 'job'; readonly seq: number; readonly name: string; readonly args: unknown }

/** What a worker answers in turn. */
export type WorkerQuestion = WorkerRequest | { readonly type: 'close'; readonly seq: number }

export type ToWorker = WorkerQuestion | { readonly type: 'start'; readonly start: WorkerStart }

export type FromWorker =
  | { readonly type: 'opened'; readonly opened: StoreOpened }
  | { readonly type: 'failed'; readonly failure: VigilFailure }
  | { readonly type: 'reply'; readonly seq: number; readonly ok: true; readonly value: unknown }
  | { readonly type: 'reply'; readonly seq: number; readonly ok: false; readonly failure: StoreFailure }
  /** Something people must hear of once, e.g. a damaged record that was set aside while running. */
  | { readonly type: 'notice'; readonly sentence: string }
  | { readonly type: 'slow'; readonly name: string; readonly tookMs: number }

/** A failure and whether it was the caller's mistake (a TypeError on the other side). */
export type StoreFailure = VigilFailure & { readonly callerMistake: boolean }

/** What is known once the record is open. */
export interface StoreOpened {
  readonly key: Pick<StoreKey, 'place'>
  readonly closedCleanly: boolean
  readonly fullUntilUtcMs: number | null
  readonly lastRun: RunRow | null
  readonly coverage: readonly BedCoverage[]
  readonly channels: readonly NewChannel[]
  /** The last reading of each episodic channel. */
  readonly lastReadings: readonly StoredNumeric[]
  readonly notices: readonly string[]
}
