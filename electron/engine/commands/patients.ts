import { randomUUID } from 'node:crypto'
import { type Commands, VigilError } from '../../ipc/contract.ts'
import { type PersonFacts, type StayCommands, temporaryPatient } from '../../ipc/patient.ts'
import type { BedView, PatientView } from '../../ipc/views.ts'
import { leavingPerson } from '../admissions/end-visit.ts'
import { checkKnownPerson } from '../identity/known-person.ts'
import { isSamePatient } from '../patients.ts'
import { decided } from '../store/patients/persons.ts'
import { UNCHANGED } from '../unchanged.ts'
import type { CommandContext } from './context.ts'
import { auditable, leave, occupy } from './occupy.ts'
import { requireSecond, UNNAMED } from './second.ts'
import { settled } from './settled.ts'
import { requireSignedIn } from './signed-in.ts'
import { viewOf } from './view-of.ts'

type OccupiedBed = BedView & { readonly patient: PatientView }

/** The bed of a person who is to be moved or described. Throws VigilError unknownBed, notSignedIn or badRequest. */
export function occupied(context: CommandContext, bed: string): OccupiedBed {
  const view = viewOf(context, bed)
  requireSignedIn(context)
  refuseSimulated(view)
  const { patient } = view
  if (patient === null) {
    throw new VigilError('badRequest', `Nobody is connected to ${view.label}. ${UNCHANGED}`)
  }
  return { ...view, patient }
}

/** The bed that somebody is to be put into. Throws VigilError, patientInBed where somebody lies in it. */
function emptyBed(context: CommandContext, bed: string): BedView {
  const view = viewOf(context, bed)
  requireSignedIn(context)
  refuseSimulated(view)
  if (view.patient === null) return view
  const sentence = `${view.label} holds another patient: discharge or transfer them first. ${UNCHANGED}`
  throw new VigilError('patientInBed', sentence)
}

/** A simulated bed keeps who lies in it. Throws VigilError badRequest. */
export function refuseSimulated({ simulated, label, patient }: BedView): void {
  if (!simulated) return
  const sentence = `${label} is simulated and keeps the identifier ${patient?.id ?? ''}. ${UNCHANGED}`
  throw new VigilError('badRequest', sentence)
}

/** Nobody lies in two beds: who is meant to be put into one is moved there. */
export function refuseElsewhere(context: CommandContext, patient: PatientView): void {
  const other = context.ward.views().find((view) => isSamePatient(view.patient, patient))
  if (other === undefined) return
  const sentence = `This patient lies in ${other.label}: transfer them from there. ${UNCHANGED}`
  throw new VigilError('patientInBed', sentence)
}

/** Puts somebody into an empty bed: two identifiers of them, the age class and whether they are paced. */
export async function admitPatient(
  context: CommandContext,
  { bed, patient, facts }: Commands['patient.admit']['request'],
): Promise<BedView> {
  emptyBed(context, bed)
  if (patient === null) return admitUnknown(context, bed, facts)
  refuseElsewhere(context, patient)
  requireSecond(facts)
  await context.takeStep({
    kind: 'stay',
    binds: [{ bed, patient }],
    person: { id: randomUUID(), patient, facts, isCorrection: false },
    standby: [],
    audit: auditOf('patient.admit', bed, null, { patient, ...auditable(facts) }),
  })
  occupy(context, bed, patient, facts)
  return settled(context, bed)
}

/** Puts somebody whom nobody knows into an empty bed, under the next number of the station. */
async function admitUnknown(context: CommandContext, bed: string, facts: PersonFacts): Promise<BedView> {
  const { number, patient } = await nextTemporary(context)
  const seen = { ...facts, ...UNNAMED }
  await context.takeStep({
    kind: 'stay',
    binds: [{ bed, patient }],
    person: { id: randomUUID(), patient, facts: seen, isCorrection: false },
    standby: [],
    temporary: number,
    audit: auditOf('patient.admit', bed, null, { patient, ...auditable(seen) }),
  })
  occupy(context, bed, patient, seen)
  return settled(context, bed)
}

/** The next temporary patient of the station; the number is used up by the step that stores it. */
export async function nextTemporary(
  context: CommandContext,
): Promise<{ readonly number: number; readonly patient: PatientView }> {
  const number = (await context.store.read.lastTemporary()) + 1
  return { number, patient: temporaryPatient(number, context.nowUtcMs()) }
}

/** Corrects what is known of the patient of a bed. `patient` says whom the window means: another may lie there by now. */
export async function describePatient(
  context: CommandContext,
  { bed, patient, facts }: Commands['patient.describe']['request'],
): Promise<BedView> {
  const view = occupied(context, bed)
  if (!isSamePatient(view.patient, patient)) {
    throw new VigilError(
      'patientInBed',
      `${view.label} holds another patient by now: look again. ${UNCHANGED}`,
    )
  }
  if (facts.ageClass === null && view.alarmStatus.ageClass !== null) {
    const sentence = `The age class of who lies in ${view.label} can be changed, but not taken away: its limits follow from it.`
    throw new VigilError('badRequest', `${sentence} ${UNCHANGED}`)
  }
  const before = view.person === undefined ? null : { patient, ...auditable(view.person) }
  // A clinician decides on the range of SpO2 and on what is usual elsewhere; visits are the hospital's system's to say.
  const visits = facts.visits ?? view.person?.visits
  const described = { ...facts, ...decided(view.person), ...(visits !== undefined && { visits }) }
  await context.takeStep({
    kind: 'stay',
    binds: [],
    person: { id: randomUUID(), patient, facts: described, isCorrection: true },
    standby: [],
    audit: auditOf('patient.describe', bed, before, { patient, ...auditable(facts) }),
  })
  occupy(context, bed, patient, described)
  return viewOf(context, bed)
}

/** Moves somebody to an empty bed; the one that is left stands by. */
export async function transferPatient(
  context: CommandContext,
  { bed, to, ...typed }: Commands['patient.transfer']['request'],
): Promise<BedView> {
  const { patient, person, label } = occupied(context, bed)
  emptyBed(context, to)
  const checked = ['identifier', checkKnownPerson(patient, person, typed, label)]
  await context.takeStep({
    kind: 'stay',
    binds: [
      { bed, patient: null },
      { bed: to, patient },
    ],
    person: null,
    standby: [bed],
    audit: auditOf('patient.transfer', bed, { bed, patient }, { bed: to, patient, checked }),
  })
  leave(context, bed)
  occupy(context, to, patient, person ?? null)
  return settled(context, to)
}

/** Ends a stay; the bed stands by. The record of the patient stays. */
export async function dischargePatient(
  context: CommandContext,
  { bed, ...typed }: Commands['patient.discharge']['request'],
): Promise<BedView> {
  const { patient, person, label } = occupied(context, bed)
  const checked = ['identifier', checkKnownPerson(patient, person, typed, label)]
  await context.takeStep({
    kind: 'stay',
    binds: [{ bed, patient: null }],
    person: leavingPerson(patient, person, context.nowUtcMs()),
    standby: [bed],
    audit: auditOf('patient.discharge', bed, { patient }, { patient: null, checked }),
  })
  leave(context, bed)
  await context.keepBeds()
  return viewOf(context, bed)
}

/** An audit row about a bed. */
export function auditOf(action: string, object: string, before: object | null, after: object) {
  return {
    action,
    object,
    before: before === null ? null : JSON.stringify(before),
    after: JSON.stringify(after),
  }
}

/** Handlers of the commands about who comes to a bed, is moved, or leaves. */
export const patientHandlers: {
  readonly [Name in keyof StayCommands]: (
    context: CommandContext,
    request: StayCommands[Name]['request'],
  ) => Promise<BedView>
} = {
  'patient.admit': admitPatient,
  'patient.describe': describePatient,
  'patient.transfer': transferPatient,
  'patient.discharge': dischargePatient,
}
