import type { Driver } from '../../../drivers/driver.ts'
import type { EngineStart } from '../../ipc/contract.ts'
import type { PersonFacts } from '../../ipc/patient.ts'
import type { Actor, PatientView, StationView } from '../../ipc/views.ts'
import type { AdmissionDesk } from '../admissions/desk.ts'
import type { AlarmDesk } from '../alarms/desk.ts'
import type { BackupDesk } from '../backup-desk.ts'
import type { Clock } from '../clock.ts'
import type { DestinationDesk } from '../destination-desk.ts'
import type { DetectionDesk } from '../detect/desk.ts'
import type { Confirmations } from '../evidence/confirmations.ts'
import type { ComparisonDesk } from '../evidence/desk.ts'
import type { ExportDesk } from '../export-desk.ts'
import type { KeptDisplay } from '../kept-display.ts'
import type { LineTestDesk } from '../line-test/desk.ts'
import type { MapDesk } from '../mapping/desk.ts'
import type { OutboxDesk } from '../outbox/desk.ts'
import type { PatientDesks } from '../patient-desks.ts'
import type { RemoteDesk } from '../remote/desk.ts'
import type { ScreenDesk } from '../screen-desk.ts'
import type { PatientStep } from '../store/patients/patient-steps.ts'
import type { StoreClient } from '../store/threads/client.ts'
import type { Timers } from '../timers.ts'
import type { Ward } from '../ward.ts'

/** What the commands may use of the engine. */
export interface CommandContext {
  readonly ward: Ward
  readonly alarms: AlarmDesk
  readonly confirmations: Confirmations
  readonly comparisons: ComparisonDesk
  readonly backups: BackupDesk
  readonly exports: ExportDesk
  readonly screens: ScreenDesk
  readonly clock: Clock
  readonly timers: Timers
  readonly drivers: readonly Driver[]
  readonly store: StoreClient
  readonly mapping: MapDesk
  readonly outbox: OutboxDesk
  readonly admissions: AdmissionDesk
  readonly remote: RemoteDesk
  readonly detections: DetectionDesk
  readonly lineTests: LineTestDesk
  readonly findings: PatientDesks
  readonly actor: Actor
  readonly start: EngineStart
  readonly baseDir: string
  readonly destinationDesk: DestinationDesk
  readonly display: KeptDisplay
  station(): StationView
  nowUtcMs(): number
  /** Writes an audit row; resolves when it is on disk. Values become JSON; null stays null. */
  audit(action: string, object: string, before: unknown, after: unknown): Promise<void>
  signIn(initials: string): Promise<Actor>
  bindPatient(bed: string, before: PatientView | null, patient: PatientView | null): Promise<void>
  /** What is known of who lies in a bed. */
  personOf(bed: string): Promise<PersonFacts | null>
  /** Something about patients and beds that is stored whole or not at all, by who is signed in. */
  takeStep(step: PatientStep): Promise<void>
  /** Keeps the beds for the next start. */
  keepBeds(): Promise<void>
  /** Looks at the disk of the record now, and tells the windows. */
  lookAtDisk(): Promise<void>
  bedRemoved(bed: string): void
  wantWaves(window: number): void
  /** Tells the windows when anything about the station is different. */
  stationChanged(): void
}
