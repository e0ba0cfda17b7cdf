import type { AgeClass } from './alarms.ts'
import type { EntryView } from './entry.ts'
import type { Spo2Scale } from './score.ts'
import type { BedView, PatientView } from './views.ts'

/** Whether a pacemaker paces (CLINICAL 1.11): pace spikes counted as beats can hide an asystole. */
export const PACED = ['yes', 'no', 'unknown'] as const
export type Paced = (typeof PACED)[number]

/** Longest name, in characters. */
export const LONGEST_NAME = 200

/** Who issues the identifiers of patients whom nobody knows yet: this station. Nothing is sent under one. */
export const TEMPORARY_AUTHORITY = 'VIGIL-TEMPORARY'

/** What is known of a patient besides the identifier. */
export interface PersonFacts {
  readonly name: string | null
  /** YYYY-MM-DD. */
  readonly birthDate: string | null
  /** Null: nobody has chosen one; nobody is an adult by default. */
  readonly ageClass: AgeClass | null
  readonly paced: Paced
  /** By which range of SpO2 NEWS2 is scored; absent: nobody has decided, which is scale 1. */
  readonly spo2Scale?: Spo2Scale | undefined
}

/** The identifier and a second one, typed or scanned: the birth date, or the name where no birth date is known. */
export interface TwoIdentifiers {
  readonly id: string
  readonly second: string
}

/** A bed that nobody lies in, since when (UTC ms): it raises no alarm for its line until a monitor measures again. */
export interface StandbyView {
  readonly sinceUtcMs: number
}

/** Who lies in a bed. */
export interface BedPatient {
  readonly patient: PatientView | null
  /** What is known of that patient; absent: nothing. Never shown on a wall. */
  readonly person?: PersonFacts
  /** What people entered about that patient in this shift, the latest of each kind; absent: nothing. */
  readonly entries?: readonly EntryView[]
  /** Absent: the bed is watched. */
  readonly standby?: StandbyView
}

/** Whether an identifier was made up by this station for a patient whom nobody knows yet. */
export function isTemporary(patient: PatientView | null): boolean {
  return patient?.authority === TEMPORARY_AUTHORITY
}

/** Commands about who lies in which bed. Somebody must be signed in for each. */
export interface PatientCommands {
  /** Puts somebody into an empty bed. `patient` null: nobody knows who it is, the station makes an identifier up. */
  'patient.admit': {
    request: { bed: string; patient: PatientView | null; facts: PersonFacts & { ageClass: AgeClass } }
    reply: BedView
  }
  /** Corrects what is known of the patient of a bed; the identifier stays. */
  'patient.describe': { request: { bed: string; patient: PatientView; facts: PersonFacts }; reply: BedView }
  /** To an empty bed. Out: that bed. */
  'patient.transfer': { request: TwoIdentifiers & { bed: string; to: string }; reply: BedView }
  'patient.discharge': { request: TwoIdentifiers & { bed: string }; reply: BedView }
}
