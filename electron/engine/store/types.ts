import type { Channel } from '../../../drivers/model/channel.ts'
import type { MissingRun, Priority, Validity, WaveMark } from '../../../drivers/model/measurement.ts'
import type { DataClass, HoldView, KeptDays } from '../../ipc/erasure.ts'
import type { HandoverHead } from '../../ipc/handover-store.ts'
import type { PersonFacts, StayMoveView } from '../../ipc/patient.ts'
import type { Actor, KeyPlace, LinkCause, PatientView } from '../../ipc/views.ts'
import type { BackupRow } from './backup/backups.ts'
import type { ErasureRequest } from './erase/eraser.ts'
import type { ErasureRow } from './erase/erasures.ts'
import type { SettingName } from './file/meta.ts'
import type { RunEnd } from './open/runs.ts'
import type { AdmissionRow, AdmissionStep } from './patients/admissions.ts'
import type { PatientStep, StandbyRow } from './patients/patient-steps.ts'
import type { RemoteItem, RemoteStep } from './patients/remote.ts'
import type { HoldRequest } from './seal/holds.ts'
import type { StoredAlarmEvent } from './tables/alarm-events.ts'
import type { ComparisonRow, Withdrawal } from './tables/comparisons.ts'
import type { EntryRow } from './tables/entries.ts'
import type { HandoverRow } from './tables/handovers.ts'
import type { NoteRow } from './tables/notes.ts'
import type { OutboxMessage, OutboxRow, OutboxStep, OutboxUntil } from './tables/outbox.ts'
import type { StoredPercentiles, StoredTrend, TimeInRange, ValueRange } from './trend/types.ts'

/** Why there is nothing for a stretch of time. Closed: a new cause is a new line here and a new sentence on screen. */
export type GapCause =
  | LinkCause
  | 'deviceGap'
  | 'checksumStorm'
  | 'moduleOff'
  | 'appClosed'
  | 'crash'
  | 'hung'
  | 'asleep'
  | 'clockJump'
  | 'diskFull'
  | 'storeBehind'
  /** Full-rate waves that were there: removed by the retention setting or to make room on the disk. */
  | 'removed'
  /** Whatever was there belonged to a patient who was erased on request. */
  | 'erased'

/** One second of everything, handed to the store worker. Channel numbers come from `channel` rows announced before. */
export interface SecondOfRecord {
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly channels: readonly NewChannel[]
  readonly waves: readonly StoredWave[]
  readonly numerics: readonly StoredNumeric[]
  readonly alerts: readonly StoredAlert[]
  readonly gaps: readonly StoredGap[]
  readonly clocks: readonly StoredClock[]
  /** Absent: none. */
  readonly alarmEvents?: readonly StoredAlarmEvent[]
  /** Set by the client: a second sent again after the worker died is stored once. */
  readonly sequence?: SecondSequence
}

/** Seconds of one run of the engine are numbered from 1. */
export interface SecondSequence {
  readonly session: string
  readonly number: number
}

/** A channel of a bed seen for the first time; `number` is chosen by the recorder and unique in the store. */
export interface NewChannel {
  readonly number: number
  readonly bed: string
  readonly driver: string
  readonly simulated: boolean
  readonly channel: Channel
}

export interface StoredWave {
  readonly channel: number
  readonly startUtcMs: number
  readonly samples: Int16Array | Int32Array
  readonly missing: readonly MissingRun[]
  readonly marks: readonly WaveMark[]
}

export interface StoredNumeric {
  readonly channel: number
  /** Arrival, station time. */
  readonly atUtcMs: number
  /** For episodic readings when it was taken (station time); else equal to atUtcMs. */
  readonly measuredUtcMs: number
  readonly deviceMs: number | null
  readonly value: number | null
  readonly validity: Validity
}

/** A stored number with the station time of its measurement as the device's own clock gives it. */
export interface CorrectedNumeric extends StoredNumeric {
  /** Device time put on the station's clock by the clock line; `measuredUtcMs` where the device sends no time. */
  readonly correctedUtcMs: number
}

export interface StoredAlert {
  readonly bed: string
  readonly atUtcMs: number
  readonly phase: 'start' | 'end'
  readonly priority: Priority
  readonly kind: 'physiological' | 'technical'
  readonly text: string
  /** The device of the bed that raised it; absent: its monitor. */
  readonly device?: string
}

export interface StoredGap {
  readonly bed: string
  /** Null = the whole bed, or all of one of its devices. */
  readonly channel: number | null
  /** Where `channel` is null: which device of the bed, MONITOR its monitor; absent: all of them. */
  readonly device?: string
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly cause: GapCause
  readonly evidence: string
}

/** Device clock against station clock, when it changed by more than the recorder's threshold, and once a minute. */
export interface StoredClock {
  readonly bed: string
  readonly atUtcMs: number
  readonly deviceMs: number
  /** The line it was read on, as its LINK text: the clock of another line is another clock. */
  readonly link: string
  /** The device of the bed whose clock it is; absent: its monitor. */
  readonly device?: string
}

/** One row of the audit chain; `before` and `after` are JSON texts or null. */
export interface AuditEntry {
  readonly atUtcMs: number
  readonly actor: Actor
  readonly action: string
  readonly object: string
  readonly before: string | null
  readonly after: string | null
}

export interface AuditRow extends AuditEntry {
  readonly seq: number
  readonly previousHash: string
  readonly hash: string
}

export interface BedRow {
  readonly bed: string
  readonly label: string
  readonly driver: string
  readonly link: string
  /** JSON text of the driver options. */
  readonly options: string
}

/** A stay of an identifier on a bed; `toUtcMs` null while it lasts. */
export interface BindingRow {
  readonly bed: string
  readonly patient: PatientView
  readonly fromUtcMs: number
  readonly toUtcMs: number | null
  /** What is known of the patient; absent: nothing. */
  readonly person?: PersonFacts
}

/** What became of a second: all of it is stored, or a full disk left its waves out. */
export type RecordOutcome = 'whole' | 'withoutWaves'

/** Room for the record, in bytes. */
export interface RecordRoom {
  /** On its disk; null where the system cannot say. */
  readonly disk: { readonly bytesFree: number; readonly bytesTotal: number } | null
  /** What the database holds, and has held and removed since it was opened: how fast this rises is what a day takes. */
  readonly bytesRecorded: number
  /** Inside the database file, to be used again. */
  readonly bytesReusable: number
  /** Where the oldest full-rate waves end, UTC ms; null where there are none. */
  readonly wavesSinceUtcMs: number | null
  readonly wavesKeptDays: number | null
}

/** Who does something, and when. */
export type By = Pick<AuditEntry, 'actor' | 'atUtcMs'>

/** The one writer. Every call is one transaction; `audit` and `record` return when it is on disk. */
export interface StoreWriter {
  readonly kind: 'writer'
  /** Stores a second; on a full disk without its waves, as long as the rest has room. */
  record(second: SecondOfRecord): RecordOutcome
  audit(entry: AuditEntry): AuditRow
  saveBed(bed: BedRow): void
  removeBed(bed: string): void
  /** Ends the running binding of the bed and, if a patient is given, starts one. */
  bind(bed: string, patient: PatientView | null, atUtcMs: number): void
  takeStep(step: PatientStep, by: By): void
  /** Queues for a destination, or says what became of what was queued. Out: the rows it is about, as far as they are still there. */
  outbox(step: OutboxStep): readonly OutboxRow[]
  /** Takes what the hospital's system said, once, or says what became of it. Out: its row. */
  admission(step: AdmissionStep): readonly AdmissionRow[]
  /** Puts or changes somebody whose readings come from elsewhere, or a report of theirs. Out: the item. */
  remote(step: RemoteStep): readonly RemoteItem[]
  saveComparison(row: ComparisonRow): void
  withdrawComparison(id: string, by: Withdrawal): void
  saveNote(row: NoteRow): void
  /** Keeps a finished hand-over, sealed for who lay in the bed at its end. */
  saveHandover(row: HandoverRow): void
  /** A backup was made: kept in its list and in the audit, once. */
  saveBackup(row: BackupRow, by: By): void
  /** Keeps data of a class for so many days; null: waves until the disk demands their room, others for good. */
  keep(kind: DataClass, days: number | null): void
  /** Sets or lifts a legal hold: nothing of a patient on hold is erased or removed. Throws unknownPatient. */
  holdPatient(request: HoldRequest, by: By): void
  /** A hold of the record before this one, whose patient may be new to this one. */
  knowHold(hold: HoldView): void
  /** Begins to erase a patient: their keys are destroyed when this returns, the rest goes between seconds. */
  erase(request: ErasureRequest, by: By): ErasureRow
  /** An erasure of the record before this one. */
  keepErasure(row: ErasureRow): void
  /** Keeps what people set for the station, JSON. */
  keepSetting(name: SettingName, text: string): void
  /** What was kept last, or null. */
  setting(name: SettingName): string | null
  /** How much room there is, inside the database and on its disk. */
  room(): RecordRoom
  /** A run of the program begins; at its end in order `endRun` says how. */
  beginRun(startedUtcMs: number, version: string): void
  endRun(end: RunEnd): void
  /** Folds what is due into 60 s blocks; called between seconds. */
  fold(nowUtcMs: number): void
  close(): void
}

export interface DeliveryRow {
  readonly controlId: string
  readonly destination: string
  readonly bed: string
  readonly atUtcMs: number
  readonly outcome: string
  readonly detail: string
}

/** Readers may be many; they never block the writer. Ranges are half open: from <= t < to. */
export interface StoreReader {
  readonly kind: 'reader'
  beds(): readonly BedRow[]
  channels(bed?: string): readonly NewChannel[]
  /**
   * What was measured in the range: `from <= measuredUtcMs < to`, in that order. Continuous channels are measured
   * when they arrive; an episodic reading belongs to the time it was taken, however late it arrived.
   */
  numerics(channel: number, fromUtcMs: number, toUtcMs: number): readonly StoredNumeric[]
  /** Those whose corrected time lies in the range, in that order: by the device's own clock put on the station's (corrected.ts). */
  correctedNumerics(channel: number, fromUtcMs: number, toUtcMs: number): readonly CorrectedNumeric[]
  /** Pieces in time order, cut to the range, journal included. A damaged block is left out and reported by `verify`. */
  waves(channel: number, fromUtcMs: number, toUtcMs: number): readonly StoredWave[]
  /**
   * Least, greatest and mean of a channel in whole buckets that overlap the range, from the finest level of the pyramid
   * that needs at most `mostPoints` of them (the coarsest where none does), up to the last second; null for a channel
   * that is not known. Numbers count by the time they were measured; those without a value never enter.
   */
  trend(channel: number, fromUtcMs: number, toUtcMs: number, mostPoints: number): StoredTrend | null
  /** How long a continuous channel stood where; null for waves, episodic and unknown channels: they stand for no time. */
  timeInRange(channel: number, fromUtcMs: number, toUtcMs: number, range: ValueRange): TimeInRange | null
  /** Exact, nearest rank; `parts` from 0 to 1. Numbers by the time they were measured. */
  percentiles(
    channel: number,
    fromUtcMs: number,
    toUtcMs: number,
    parts: readonly number[],
  ): StoredPercentiles
  alerts(bed: string, fromUtcMs: number, toUtcMs: number): readonly StoredAlert[]
  /**
   * Events of the alarms of a bed from its last snapshot before a moment (absent: now) up to it, in order; STATION_ALARMS
   * stands for a bed.
   */
  alarmLog(bed: string, beforeUtcMs?: number): readonly StoredAlarmEvent[]
  alarmEvents(bed: string, fromUtcMs: number, toUtcMs: number): readonly StoredAlarmEvent[]
  /** Whole gaps, not cut, that overlap or touch the range. */
  gaps(bed: string, fromUtcMs: number, toUtcMs: number): readonly StoredGap[]
  clocks(bed: string, fromUtcMs: number, toUtcMs: number): readonly StoredClock[]
  bindings(bed: string): readonly BindingRow[]
  /** Every stretch that was given from one patient to another, in the order in which that was done. */
  stayMoves(): readonly StayMoveView[]
  /** The number of the last temporary patient of the station; 0: there was none. */
  lastTemporary(): number
  /** Beds that stand by. */
  standbys(): readonly StandbyRow[]
  auditRows(): readonly AuditRow[]
  deliveries(): readonly DeliveryRow[]
  /** Everything that was queued and has not been delivered, in the order of queuing. */
  outboxRows(): readonly OutboxRow[]
  /** The message of a row; null where it waits for an identity, is gone or does not open. */
  outboxMessage(seq: number): OutboxMessage | null
  /** What the hospital's system said of patients of this ward, in the order of arrival. */
  admissions(): readonly AdmissionRow[]
  /** Patients whose readings come from elsewhere and their reports, in the order in which they came. */
  remote(): readonly RemoteItem[]
  /** How far the numbers of each bed are queued for each destination. */
  outboxUntil(): readonly (OutboxUntil & { readonly untilUtcMs: number })[]
  /** Destinations that are paused, by id. */
  outboxPauses(): readonly string[]
  comparisons(): readonly ComparisonRow[]
  /** Notes about a stretch of a bed, oldest first. */
  notes(bed: string, fromUtcMs: number, toUtcMs: number): readonly NoteRow[]
  /** Why whoever lay in a bed just before a moment was here, as it was written last; null: nobody wrote it. */
  stayReason(bed: string, beforeUtcMs: number): NoteRow | null
  /** So many finished hand-overs, latest first. */
  handovers(most: number): readonly HandoverHead[]
  /** One of them with its content; null where there is none or it does not open. */
  handover(id: string): HandoverRow | null
  /** Entries by hand about a stretch of a bed, by when it was seen, oldest first; corrected ones too. */
  entries(bed: string, fromUtcMs: number, toUtcMs: number): readonly EntryRow[]
  /** Those since a time about whoever lies in a bed, wherever they lay before. */
  occupantEntries(bed: string, fromUtcMs: number): readonly EntryRow[]
  /** Backups made of this record, oldest first. */
  backups(): readonly BackupRow[]
  /** Every legal hold, and every erasure, oldest first. */
  holds(): readonly HoldView[]
  erasures(): readonly ErasureRow[]
  /** How long each class of data is kept. */
  keptDays(): KeptDays
  /** First and last station time with data, or null when nothing is recorded. */
  span(bed?: string): { readonly fromUtcMs: number; readonly toUtcMs: number } | null
  close(): void
}

export interface StoreKey {
  /** 64 hex digits. */
  readonly hex: string
  readonly place: KeyPlace
}

export interface VerifyReport {
  /** Nothing was found: not in this record, and no damaged one lies beside it. */
  readonly ok: boolean
  readonly blocks: { readonly good: number; readonly bad: number }
  readonly gaps: number
  readonly audit: { readonly rows: number; readonly ok: boolean }
  readonly findings: readonly string[]
}
