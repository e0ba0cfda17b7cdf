import type { Driver } from '../../../drivers/driver.ts'
import type { CuffState } from '../../../drivers/model/act.ts'
import type { ConfirmationView } from '../../ipc/comparison.ts'
import type { PersonFacts } from '../../ipc/patient.ts'
import type { LinkView, PatientView } from '../../ipc/views.ts'
import type { AlarmBoard } from '../alarms/bed-alarms.ts'
import type { Clock } from '../clock.ts'

/** What is made of the conditions of a bed. */
export interface AlarmSource {
  /** Grows with every change. */
  readonly revision: number
  /** Grows with what a screen should show without waiting for its turn. */
  readonly urgency: number
  /** Text of a high physiological alarm in force, or null. */
  readonly highText: string | null
  /** Somebody has marked the patient as high-risk. */
  readonly isHighRisk: boolean
  board(): AlarmBoard
}

/** What one device of a bed is made of. */
export interface DeviceOptions {
  readonly linkText: string
  /** The driver options as configured; shown in set-up. */
  readonly driverOptions?: Readonly<Record<string, unknown>>
  readonly driver: Driver
  /** The comparison that proves a derived driver on this line; absent or null: none. */
  readonly confirmation?: ConfirmationView | null
  readonly link: LinkView
  readonly clock: Clock
  /** Whether the settings ask the device for its alarms. */
  readonly alertsAsked: boolean
  /** Whether it has answered that question: older ones never do. Absent: it has. */
  readonly alertsFlow?: () => boolean
  /** Its cuff, where one may be started from here; null or absent: none may. */
  readonly cuff?: () => CuffState | null
}

/** What a bed is made of; its own driver and line are those of its monitor. */
export interface BedStateOptions extends DeviceOptions {
  readonly id: string
  readonly label: string
  /** What else is connected to the bed, by name and in order; absent: nothing. */
  readonly devices?: readonly { readonly id: string; readonly options: DeviceOptions }[]
  readonly simulated: boolean
  readonly patient: PatientView | null
  /** What is known of that patient; absent: nothing. */
  readonly person?: PersonFacts | null
  /** Since when nobody lies in the bed, UTC ms; absent: it is watched. */
  readonly standbySinceUtcMs?: number | null
  /** Somebody is measured again in a bed that stood by. */
  readonly onStandbyEnd?: () => void
  readonly takeWaveNumber: () => number
  /** Absent: conditions are shown as they are. */
  readonly alarms?: AlarmSource
}
