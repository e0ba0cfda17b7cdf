import type { ImplantView } from '../../ipc/implant.ts'
import type { Paced } from '../../ipc/patient.ts'
import type { HeldReportView, RemotePatientView, RemotePerson } from '../../ipc/remote.ts'
import type { RemoteState } from '../store/patients/remote.ts'
import type { Enrolled, Report } from './content.ts'
import { lastContact } from './day.ts'
import type { Match } from './match.ts'

/** Somebody in a bed, and what is known of them. */
export interface Occupant extends RemotePerson {
  readonly bed: string
  readonly paced: Paced
}

/** Somebody who is enrolled, as the desk knows them. */
export interface EnrolledPatient extends Enrolled {
  readonly seq: number
  readonly subject: number
  readonly state: RemoteState
}

/** A report, as the desk knows it. */
export interface KeptReport extends Report {
  readonly seq: number
  readonly subject: number
  readonly state: RemoteState
  readonly receivedUtcMs: number
}

/** Somebody's: what is only held, or refused, is nobody's. */
export function isWhose({ state }: KeptReport): boolean {
  return state === 'taken' || state === 'paced'
}

/** What the newest interrogation of any of them said; null: none is about an implant. */
export function newestImplant(reports: readonly Report[]): ImplantView | null {
  const implants = reports.flatMap(({ implant }) => (implant === null ? [] : [implant]))
  return implants.sort((a, b) => b.sessionUtcMs - a.sessionUtcMs)[0] ?? null
}

/** What is kept of somebody who is enrolled. */
export function contentOf({
  patient,
  name,
  birthDate,
  enrolledBy,
  enrolledUtcMs,
  consent,
}: Enrolled): Enrolled {
  return { patient, name, birthDate, enrolledBy, enrolledUtcMs, consent }
}

/** Somebody who is enrolled, as screens see them; of who has not agreed nothing but how many reports wait. */
export function patientView(one: EnrolledPatient, reports: readonly KeptReport[]): RemotePatientView {
  const { seq, state } = one
  const mayShow = one.consent !== null
  return {
    ...contentOf(one),
    seq,
    lastContactUtcMs: mayShow ? lastContact(reports) : null,
    withheld: mayShow ? 0 : reports.length,
    implant: mayShow ? newestImplant(reports) : null,
    isEnded: state === 'ended',
  }
}

/** A report of the holding list, and why it lies there. */
export function heldView(report: KeptReport, matched: Match<RemotePerson>): HeldReportView {
  const { seq, source, receivedUtcMs, state, patient, name, birthDate, readings } = report
  const cause = matched.kind === 'held' ? matched.cause : 'unknown'
  const about = { seq, source, receivedUtcMs, patient, name, birthDate, cause }
  return {
    ...about,
    readings: readings.length,
    isImplant: report.implant !== null,
    isRefused: state === 'refused',
  }
}
