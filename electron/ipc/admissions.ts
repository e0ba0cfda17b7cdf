import type { AgeClass } from './alarms.ts'
import type { Paced, TwoIdentifiers } from './patient.ts'
import type { BedView, PatientView } from './views.ts'

/** Messages of the hospital's system that are understood: ADT, HL7 table 0003. */
export const ADMISSION_EVENTS = [
  ...(['A01', 'A02', 'A03', 'A04', 'A08', 'A11'] as const),
  ...(['A12', 'A13', 'A28', 'A31', 'A40'] as const),
] as const
export type AdmissionEvent = (typeof ADMISSION_EVENTS)[number]

/** What would change: `update`: name, birth date or number of the visit; `merge`: the identifier of who lies in the bed. */
export type AdmissionKind = 'admit' | 'transfer' | 'discharge' | 'update' | 'merge'

/**
 * Why nobody can confirm it. `late`: something newer was said of this patient before it came; `occupied`: the bed holds
 * somebody else; `bothHere`: both patients of a merge lie in beds of this ward; `noSecond`: the message has neither a
 * birth date nor a name to check against.
 */
export type AdmissionObstacle = 'late' | 'occupied' | 'bothHere' | 'noSecond'

/** A fact that would be another; null: nothing is known. */
export interface AdmissionChange {
  readonly what: 'name' | 'birthDate' | 'visit'
  readonly before: string | null
  readonly after: string | null
}

/** What the hospital's system says, and what would change by it. Never shown on a wall. */
export interface AdmissionView {
  readonly seq: number
  readonly event: AdmissionEvent
  readonly kind: AdmissionKind
  /** When it happened, as the message says, and when the message came. */
  readonly eventUtcMs: number
  readonly receivedUtcMs: number
  readonly patient: PatientView
  readonly name: string | null
  /** Where the patient lies, or would come to. */
  readonly bed: string
  /** Of a transfer: where to. */
  readonly to: string | null
  /** Of a merge: under whom the patient lies there. */
  readonly was: PatientView | null
  readonly changes: readonly AdmissionChange[]
  readonly obstacle: AdmissionObstacle | null
  /** A bed that holds somebody of the same name and birth date under another identifier; null: none. */
  readonly twin: string | null
  /** Which second identifier is asked for. */
  readonly second: 'birthDate' | 'name'
}

/** The port for such messages. */
export interface AdmissionsView {
  /** Of all that came, how many wait for somebody. */
  readonly open: number
  /** Why nothing can come, one sentence; empty while the port is open. */
  readonly problem: string
}

/** What windows ask. Somebody must be signed in to confirm or dismiss. */
export interface AdmissionCommands {
  'admission.list': { request: Record<string, never>; reply: { proposals: readonly AdmissionView[] } }
  /** Does what was proposed, if two identifiers are those of the patient. Who comes to a bed also needs an age class. */
  'admission.confirm': {
    request: TwoIdentifiers & {
      seq: number
      /** What the window showed: another by now is refused. */
      kind: AdmissionKind
      bed: string
      ageClass: AgeClass | null
      paced: Paced | null
    }
    reply: BedView
  }
  /** Not so: nothing changes. */
  'admission.dismiss': { request: { seq: number }; reply: Record<string, never> }
}
