import type { AgeClass } from './alarms.ts'
import type { EntryView } from './entry.ts'
import type { UsualRange } from './insight-finding.ts'
import type { Spo2Scale } from './score.ts'
import type { BedView, PatientView } from './views.ts'

/** Whether a pacemaker paces (CLINICAL 1.11): pace spikes counted as beats can hide an asystole. */
export const PACED = ['yes', 'no', 'unknown'] as const
export type Paced = (typeof PACED)[number]

/** Longest name, in characters. */
export const LONGEST_NAME = 200

/** Who issues the identifiers of patients whom nobody knows yet: this station. Nothing is sent under one. */
export const TEMPORARY_AUTHORITY = 'VIGIL-TEMPORARY'

/** Who issues the identifiers of beds that no patient is connected to. */
export const SIMULATED_AUTHORITY = 'VIGIL'

/** A visit as the hospital's system numbers it (PV1-19), and while it was this one; half open, UTC ms. */
export interface VisitFacts {
  readonly number: string
  /** Who issued the number; empty: nobody is named. */
  readonly authority: string
  /** PV1-2, table 0004: I inpatient, E emergency and so on; U: it is not said. */
  readonly patientClass: string
  readonly fromUtcMs: number
  /** Null while it lasts. */
  readonly toUtcMs: number | null
}

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
  /** What a clinician set as usual, a range a number; absent: nobody has. */
  readonly usual?: readonly UsualRange[] | undefined
  /** What the hospital's system said, oldest first; absent: nothing. */
  readonly visits?: readonly VisitFacts[] | undefined
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

/** Whether a hospital knows this patient: nothing leaves for one under no identifier, or under one of this station. */
export function isIdentified(patient: PatientView | null): patient is PatientView {
  return patient !== null && !isTemporary(patient)
}

const TEMPORARY_ID = /^UNKNOWN-\d{8}-(\d{3,9})$/
/** So that the end of the identifier, which stands on a wall, is the number. */
const LEAST_DIGITS = 3

/** The identifier of a temporary patient: the running number of this station, and the day, so that no other record repeats it. */
export function temporaryPatient(number: number, atUtcMs: number): PatientView {
  const day = new Date(atUtcMs).toISOString().slice(0, 'YYYY-MM-DD'.length).replaceAll('-', '')
  return {
    id: `UNKNOWN-${day}-${String(number).padStart(LEAST_DIGITS, '0')}`,
    authority: TEMPORARY_AUTHORITY,
  }
}

/** The running number of a temporary patient, for people; null: this is none. */
export function temporaryNumber(patient: PatientView | null): number | null {
  const found = isTemporary(patient) ? TEMPORARY_ID.exec(patient?.id ?? '') : null
  return found === null ? null : Number(found[1])
}

/** How far back a stretch may be given to another patient, or such a step taken back: one shift. */
export const UNDO_MOVE_MS = 12 * 3_600_000

/** A stretch of a bed that was given from one patient to another. Both records say so; nothing is lost by it. */
export interface StayMoveView {
  /** One step may have moved several stretches. */
  readonly id: string
  /** `named`: a temporary patient was named; `repaired`: it was another patient; `undone`: one of both was taken back. */
  readonly kind: 'named' | 'repaired' | 'undone'
  readonly bed: string
  readonly fromUtcMs: number
  /** Of a stay that went on, when it was moved. */
  readonly toUtcMs: number
  /** Null: that patient was erased since. */
  readonly was: PatientView | null
  readonly becomes: PatientView | null
  readonly movedUtcMs: number
  /** Initials of who did it. */
  readonly author: string
  /** A later one takes it back. */
  readonly isUndone: boolean
  /** The stay went on when it was moved; false: it had ended. */
  readonly wasRunning: boolean
}

/** A stay that has ended; half open, UTC ms. */
export interface EndedStayView {
  readonly patient: PatientView
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

/** The stay of whoever lies in a bed, and those before it. */
export interface StayView {
  /** Null: nobody lies there. */
  readonly sinceUtcMs: number | null
  /** Of this bed, and of this patient wherever they lay; oldest first. */
  readonly moves: readonly StayMoveView[]
  /** The last stays in this bed that have ended, newest first. */
  readonly ended: readonly EndedStayView[]
}

/** Commands that give a stretch of a bed to whose it was. Somebody must be signed in for each. */
export interface MoveCommands {
  /** The temporary patient of a bed is known: all that was recorded of them becomes that person's. */
  'patient.name': {
    request: {
      bed: string
      temporary: PatientView
      patient: PatientView
      facts: PersonFacts & { ageClass: AgeClass }
    }
    reply: BedView
  }
  /**
   * It was another patient since a time (UTC ms; null: since this one came to the bed), and is still. `patient` null:
   * nobody knows who, the station makes an identifier up.
   */
  'patient.repair': {
    request: {
      bed: string
      wrong: PatientView
      fromUtcMs: number | null
      patient: PatientView | null
      facts: PersonFacts
    }
    reply: BedView
  }
  /**
   * In a stay that has ended it was another patient, from a time to its end (UTC ms; null: the whole stay). `patient`
   * null: nobody knows who. Who lies in the bed stays who they are.
   */
  'patient.repairEnded': {
    request: {
      bed: string
      stay: EndedStayView
      fromUtcMs: number | null
      patient: PatientView | null
      facts: PersonFacts
    }
    reply: StayView
  }
  /** Takes one of these back. */
  'patient.undoMove': { request: { bed: string; move: string }; reply: BedView }
  /** Since when the patient of a bed lies there, and what was moved in it or of them. */
  'patient.stay': { request: { bed: string }; reply: StayView }
}

/** Commands about who lies in which bed. Somebody must be signed in for each. */
export interface PatientCommands extends StayCommands, MoveCommands {}

/** Commands about who comes to a bed, is moved, or leaves. */
export interface StayCommands {
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
