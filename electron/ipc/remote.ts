import type { Validity } from '../../drivers/model/measurement.ts'
import type { ImplantView } from './implant.ts'
import type { TwoIdentifiers } from './patient.ts'
import type { PatientView } from './views.ts'

/** Where a report came from: a message over a port, a message in a file, or rows in a file. */
export type RemoteSource = 'hl7' | 'hl7File' | 'csv'

/** Who a report is about, as it says; or who was enrolled. */
export interface RemotePerson {
  readonly patient: PatientView
  readonly name: string | null
  /** YYYY-MM-DD. */
  readonly birthDate: string | null
}

/** That a patient agrees that their readings are shown here, and how that was given. */
export interface RemoteConsent {
  readonly how: string
  readonly by: string
  readonly atUtcMs: number
}

/** Somebody whose readings come from elsewhere. They have no bed here, and no alarms. */
export interface RemotePatientView extends RemotePerson {
  readonly seq: number
  readonly enrolledBy: string
  readonly enrolledUtcMs: number
  /** Null: nothing is shown. */
  readonly consent: RemoteConsent | null
  /** When the newest reading was taken; null: none came, or none may be shown. */
  readonly lastContactUtcMs: number | null
  /** Reports that came and may not be shown yet. */
  readonly withheld: number
  /** What the newest interrogation of an implant said; null: none came, or it may not be shown. */
  readonly implant: ImplantView | null
  /** Nothing is taken for them any more. */
  readonly isEnded: boolean
}

/** Why a report lies in the holding list. */
export type HeldCause = 'unknown' | 'secondDiffers' | 'noSecond'

/** A report that belongs to nobody who is enrolled, until somebody says whose it is. */
export interface HeldReportView extends RemotePerson {
  readonly seq: number
  readonly source: RemoteSource
  readonly receivedUtcMs: number
  readonly readings: number
  /** It is the interrogation of an implant. */
  readonly isImplant: boolean
  readonly cause: HeldCause
  /** Somebody has said that it is nobody's here. */
  readonly isRefused: boolean
}

/** One reading. */
export interface RemoteReading {
  readonly atUtcMs: number
  /** Null where the validity carries no number. */
  readonly value: number | null
  readonly validity: Validity
  /** Its sender has corrected what was sent of this moment, or taken it back; absent: neither. */
  readonly change?: 'corrected' | 'withdrawn'
}

/** Readings of one number in a day, oldest first. */
export interface RemoteRow {
  readonly id: string
  readonly label: string
  readonly unit: string
  readonly decimals: number
  readonly readings: readonly RemoteReading[]
}

/** The way in for such reports. */
export interface RemoteView {
  /** Reports in the holding list. */
  readonly held: number
  /** Why nothing can come, one sentence; empty while all is well. */
  readonly problem: string
  /** The folder that files are put into; null: there is none. */
  readonly folder: string | null
  /** Files that lie refused, and the sentence of the newest of them; null: none does. */
  readonly refused: { readonly files: number; readonly sentence: string } | null
}

/** What windows ask. Somebody must be signed in for everything but looking. */
export interface RemoteCommands {
  'remote.list': {
    request: Record<string, never>
    reply: { patients: readonly RemotePatientView[]; held: readonly HeldReportView[] }
  }
  /** The readings of one patient taken in a stretch of at most two days; none without consent. */
  'remote.day': {
    request: { seq: number; fromUtcMs: number; toUtcMs: number }
    reply: { rows: readonly RemoteRow[] }
  }
  /** The implant of whoever lies in a bed, by the newest report that is theirs by two identifiers. */
  'remote.implant': { request: { bed: string }; reply: { implant: ImplantView | null } }
  /** From now on readings of this patient are taken. One of name and birth date is needed, to tell them by. */
  'remote.enrol': { request: RemotePerson; reply: { seq: number } }
  /** The patient agrees, or does not any more. */
  'remote.consent': { request: { seq: number; how: string | null }; reply: Record<string, never> }
  /** A held report is that of an enrolled patient, whose two identifiers are typed. */
  'remote.assign': { request: TwoIdentifiers & { report: number; seq: number }; reply: Record<string, never> }
  /** A held report is nobody's here; or is to be looked at again. */
  'remote.refuse': { request: { report: number; isRefused: boolean }; reply: Record<string, never> }
  /** Nothing is taken for a patient any more; or is again. */
  'remote.end': { request: { seq: number; isEnded: boolean }; reply: Record<string, never> }
}
