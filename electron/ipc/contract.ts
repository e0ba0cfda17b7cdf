import type { AdmissionCommands } from './admissions.ts'
import type { AlarmCommands } from './alarm-commands.ts'
import type { BackupView, MadeBackup } from './backup.ts'
import type { ComparisonScope, ComparisonView } from './comparison.ts'
import type { CuffCommands } from './cuff.ts'
import type { DestinationCommands } from './destinations.ts'
import type { DetectionView } from './detection.ts'
import type { DeviceSettings } from './devices.ts'
import type { DisplayChange } from './display.ts'
import type { EntryCommands } from './entry.ts'
import type { ErasureReceipt, HoldView, KeptDays } from './erasure.ts'
import type { FileExportCommands } from './file-export.ts'
import type { GuideCommands } from './guide.ts'
import type { HandoverCommands } from './handover-store.ts'
import type { InsightCommands } from './insight.ts'
import type { LineTestCommands } from './line-test.ts'
import type { MappingCommands } from './mapping.ts'
import type { PatientCommands } from './patient.ts'
import type { RemoteCommands } from './remote.ts'
import type {
  ReviewMoment,
  ReviewOverview,
  ReviewRequest,
  ReviewRows,
  ReviewRowsRequest,
  ReviewStrip,
} from './review.ts'
import type { RhythmCommands } from './rhythm.ts'
import type { ScoreCommands } from './score.ts'
import type { ScreenLayout, ScreenRole, ScreensView, WallState } from './screens.ts'
import type { ShiftSummary } from './shift.ts'
import type { NoteView, TrendView, WrittenKind } from './trend.ts'
import type { Actor, BedView, PatientView, PortView, RunExit, StationView } from './views.ts'

export { type LoginStartView, MAIN_CALL, type VigilBridge } from './bridge.ts'

/**
 * The one place where a command or an event between the engine and a window is
 * named. Requests travel on the `control` port; every request has a schema in
 * schema.ts and is checked by the engine before use.
 */
export interface Commands
  extends AdmissionCommands,
    AlarmCommands,
    CuffCommands,
    DestinationCommands,
    EntryCommands,
    FileExportCommands,
    GuideCommands,
    HandoverCommands,
    MappingCommands,
    RemoteCommands,
    LineTestCommands,
    PatientCommands,
    RhythmCommands,
    ScoreCommands,
    InsightCommands {
  'station.get': { request: Record<string, never>; reply: { station: StationView; beds: readonly BedView[] } }
  'session.signIn': { request: { initials: string }; reply: Actor }
  'ports.list': {
    request: Record<string, never>
    reply: { ports: readonly PortView[]; problem: string | null }
  }
  'bed.save': { request: BedSettings; reply: BedView }
  'bed.remove': { request: { bed: string }; reply: Record<string, never> }
  /** Who is in a bed, typed by hand. `replaces` names who leaves it: asked for where one patient follows another. */
  'bed.setPatient': {
    request: { bed: string; patient: PatientView | null; replaces?: PatientView | undefined }
    reply: BedView
  }
  /** Searches for the driver and the settings of a line. `ask`: drivers may write to it as they do on a bed. */
  'detect.start': { request: { link: string; ask: boolean }; reply: DetectionView }
  /** Where a search stands; one that is not asked for ends by itself. */
  'detect.state': { request: { run: number }; reply: DetectionView }
  'detect.cancel': { request: { run: number }; reply: DetectionView }
  /** Begins to compare a bed with its monitor's screen; one that runs is given up. */
  'comparison.begin': { request: { bed: string; device?: string | undefined }; reply: ComparisonView }
  /** Where it stands; asks for the next value once there is one to ask for. */
  'comparison.look': { request: ComparisonRequest; reply: ComparisonView }
  'comparison.answer': { request: ComparisonRequest & { typed: string }; reply: ComparisonView }
  'comparison.confirm': { request: ComparisonRequest & { scope: ComparisonScope }; reply: BedView }
  /** Sets the driver of a bed back to unproven, for all beds that the same comparison held for. */
  'comparison.withdraw': { request: { bed: string; device?: string | undefined }; reply: BedView }
  /** The person of a proposal, confirmed by what was typed: the identifier and the second one that the proposal asks for. */
  'bed.confirmPatient': {
    request: { bed: string; proposal: number; id: string; second: string; authority?: string | undefined }
    reply: BedView
  }
  /** Not this patient: whoever is connected stays. */
  'bed.declineProposal': { request: { bed: string; proposal: number }; reply: BedView }
  /** The monitor named by `to`, which is another than before, is the right one for the bed. */
  'bed.takeMonitor': { request: { bed: string; to: string }; reply: BedView }
  /** Lets somebody who was turned away send for a bed: its address, and with a message also its sender and place. */
  'sender.bind': { request: SenderChoice & { bed: string }; reply: BedView }
  /** Takes somebody off the list of those turned away. */
  'sender.dismiss': { request: SenderChoice; reply: Record<string, never> }
  'shift.summary': { request: ShiftRequest; reply: ShiftSummary }
  'shift.csv': { request: ShiftRequest; reply: { text: string } }
  'shift.send': { request: ShiftRequest & { destination: string }; reply: SendResult }
  /** Sends the waves of at most a minute. */
  'strip.send': { request: ShiftRequest & { destination: string }; reply: SendResult }
  /** What happened on a bed in a period, for the review screen; a period of at most 31 days. */
  'review.overview': { request: ReviewRequest; reply: ReviewOverview }
  /** One wave in rows, for full disclosure. */
  'review.rows': { request: ReviewRowsRequest; reply: ReviewRows }
  /** All waves of at most two minutes. */
  'review.strip': { request: ReviewRequest; reply: ReviewStrip }
  'review.moment': { request: { bed: string; atUtcMs: number }; reply: ReviewMoment }
  /** Trends, gaps, alarms and notes of a bed, a week at most. */
  'trend.read': { request: ShiftRequest; reply: TrendView }
  /** Somebody must be signed in. What is written stays. */
  'note.add': {
    request: { bed: string; kind: WrittenKind; atUtcMs: number; text: string }
    reply: NoteView
  }
  'recovery.export': { request: Record<string, never>; reply: { text: string } }
  /** Begins a backup to an existing folder. Somebody must be signed in. */
  'backup.start': { request: { to: string }; reply: BackupView }
  'backup.state': { request: Record<string, never>; reply: BackupView }
  'backup.cancel': { request: Record<string, never>; reply: BackupView }
  /** Backups that the record knows of, latest first. */
  'backup.list': { request: Record<string, never>; reply: { backups: readonly MadeBackup[] } }
  /**
   * How many whole days data is kept; null: waves until the disk demands their room, others for good; absent: as it is.
   * Somebody must be signed in.
   */
  'retention.set': {
    request: {
      wavesKeptDays?: number | null | undefined
      numericsKeptDays?: number | null | undefined
      alertsKeptDays?: number | null | undefined
    }
    reply: Record<string, never>
  }
  'retention.get': { request: Record<string, never>; reply: KeptDays }
  /** Legal holds that stand, and receipts of erasures, latest first. */
  'erasure.list': {
    request: Record<string, never>
    reply: { holds: readonly HoldView[]; receipts: readonly ErasureReceipt[] }
  }
  /** Sets or lifts a legal hold. Somebody must be signed in. */
  'patient.hold': {
    request: { patient: PatientView; reason: string; isLifted: boolean }
    reply: Record<string, never>
  }
  /** Begins to erase a patient; `confirm` is the identifier, typed once more. Somebody must be signed in. */
  'patient.erase': {
    request: { patient: PatientView; confirm: string; reason: string }
    reply: { erasure: string }
  }
  /** How the ward stands on the screens of a role: kept, and shown by every window of that role. */
  'screen.saveLayout': { request: { role: ScreenRole; layout: ScreenLayout }; reply: ScreensView }
  /** What the first window is for. */
  'screen.setRole': { request: { role: ScreensView['mainRole'] }; reply: ScreensView }
  /** Opens the window on the wall, now and at every start, or closes it. */
  'screen.setWall': { request: { wanted: boolean }; reply: ScreensView }
  /** Changes how waves are drawn on this station. */
  'display.set': { request: DisplayChange; reply: Record<string, never> }
  /** The wave worker died: make a new `waves` port for this window. */
  'waves.reopen': { request: Record<string, never>; reply: Record<string, never> }
}

export interface ComparisonRequest {
  readonly bed: string
  readonly comparison: string
}

/** One entry of the list of a listener. */
export interface SenderChoice {
  /** Address of the listener as in its view. */
  readonly listener: string
  /** Id of the entry. */
  readonly refusal: number
}

export interface ShiftRequest {
  readonly bed: string
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

export interface BedSettings {
  readonly id: string
  readonly label: string
  readonly driver: string
  readonly link: string
  readonly options: Readonly<Record<string, unknown>>
  /** What else is connected to the bed, whole; absent: what was connected stays. */
  readonly devices?: readonly DeviceSettings[] | undefined
}

/** Outcome of sending one message. `sentence` is for people. */
export interface SendResult {
  /** `waiting`: it is in the outbox and goes by itself; `waitingForIdentity`: there too, until a patient is connected. */
  readonly outcome: 'delivered' | 'refused' | 'rejected' | 'waiting' | 'waitingForIdentity'
  readonly sentence: string
  readonly controlId: string | null
}

/** Engine to window. `control` events are never dropped. */
export interface Events {
  /** Whole views of the beds that changed, at most four times a second. */
  beds: readonly BedView[]
  bedRemoved: { readonly bed: string }
  station: StationView
}

export type CommandName = keyof Commands
export type EventName = keyof Events

/** What travels on the control port, window to engine. `ack` answers the latest event number seen. */
export type ToEngine =
  | { readonly type: 'command'; readonly seq: number; readonly name: CommandName; readonly request: unknown }
  | { readonly type: 'ack'; readonly event: number }

/** What travels on the control port, engine to window. */
export type ToWindow =
  | { readonly type: 'reply'; readonly seq: number; readonly ok: true; readonly value: unknown }
  | { readonly type: 'reply'; readonly seq: number; readonly ok: false; readonly error: VigilFailure }
  | { readonly type: 'event'; readonly event: number; readonly name: EventName; readonly value: unknown }

/** A runtime failure crossing a process: a closed code and one sentence that says what to do. */
export interface VigilFailure {
  readonly code: VigilErrorCode
  readonly message: string
}

export type VigilErrorCode =
  | 'badRequest'
  | 'unknownBed'
  | 'unknownDriver'
  | 'unknownDestination'
  | 'badLink'
  | 'portMissing'
  | 'portBusy'
  | 'portForbidden'
  | 'connectFailed'
  | 'configInvalid'
  | 'fileMissing'
  | 'fileUnreadable'
  | 'fileForeign'
  | 'noGoodFrame'
  | 'storeWrongKey'
  | 'storeForeign'
  | 'storeDamaged'
  | 'storeNewer'
  | 'storeInUse'
  | 'storeUnavailable'
  | 'diskFull'
  | 'backupFailed'
  | 'waitingForIdentity'
  | 'notSignedIn'
  | 'noProposal'
  | 'identityMismatch'
  | 'patientInBed'
  | 'unknownPatient'
  | 'legalHold'
  | 'patientErased'
  | 'simulatedNotTraining'
  | 'nothingRecorded'
  | 'notPrivileged'
  | 'limitRefused'
  | 'changedMeanwhile'
  | 'internal'

/** Runtime failure inside one process: carries a code of the closed union; `message` is the one sentence for people. */
export class VigilError extends Error {
  readonly code: VigilErrorCode
  constructor(code: VigilErrorCode, message: string) {
    super(message)
    this.name = 'VigilError'
    this.code = code
  }
}

/**
 * How main hands ports to a window and the engine. `control` stays on the UI
 * thread, `waves` is passed on to the wave worker.
 */
export const PORT_MESSAGE = {
  control: 'vigil:control',
  waves: 'vigil:waves',
  /** The engine is gone: every bed shows NO DATA until a new control port arrives. Carries no port. */
  engineLost: 'vigil:engineLost',
} as const

/** Argument of an engine process that is started ahead: it loads what it may need and opens nothing until it is told to start. */
export const ENGINE_STANDBY = '--standby'

/** Main to engine over the utility process's parent port (ports travel beside the message). */
export type MainToEngine =
  | { readonly type: 'start'; readonly start: EngineStart }
  | { readonly type: 'window'; readonly window: number }
  | { readonly type: 'waves'; readonly window: number }
  | { readonly type: 'windowClosed'; readonly window: number }
  /** The PC slept, as the system's power events tell it. */
  | { readonly type: 'asleep'; readonly fromUtcMs: number; readonly toUtcMs: number }
  /** The system asks its programs whether it may end; it may end this one without another word. */
  | { readonly type: 'systemMayEnd' }
  /** What became of the window on the wall. */
  | { readonly type: 'wallState'; readonly state: WallState }
  /** Its user closed it: it stays closed. */
  | { readonly type: 'wallClosed' }
  | { readonly type: 'stop'; readonly exit: RunExit }

/** Why main started the engine again while the app went on. */
export type EngineRestart =
  /** It gave no sign of life for this long and was ended by main. */
  { readonly kind: 'hung'; readonly silentMs: number } | { readonly kind: 'ended'; readonly code: number }

/** Engine to main. */
export type EngineToMain =
  | { readonly type: 'ready' }
  | { readonly type: 'alive' }
  | { readonly type: 'failed'; readonly failure: VigilFailure }
  | { readonly type: 'wantWaves'; readonly window: number }
  | { readonly type: 'windowHung'; readonly window: number }
  /** Whether the window on the wall is to be open; said at the start and at each change. */
  | { readonly type: 'wall'; readonly wanted: boolean }
  | { readonly type: 'stopped' }

/** What the engine needs to start. The key travels here and nowhere else. */
export interface EngineStart {
  readonly dataDir: string
  /** Config file, or null for the demo ward. */
  readonly configFile: string | null
  /** Folder with the demo recording. */
  readonly resourcesDir: string
  /** 64 hex digits from the keychain, or null: the engine then uses `station.key` in dataDir. */
  readonly key: { readonly hex: string; readonly place: 'keychain' } | null
  /** File with the key, from `--key-file` or VIGIL_KEY_FILE; wins over `key`. */
  readonly keyFile: string | null
  readonly version: string
  /** Absent at the first start of the app. */
  readonly restart?: EngineRestart
}
