import { randomUUID } from 'node:crypto'
import { type Commands, VigilError } from '../../ipc/contract.ts'
import { isTemporary } from '../../ipc/patient.ts'
import type { BedView, PatientView, ProposalView } from '../../ipc/views.ts'
import { checkTwoIdentifiers } from '../identity/two-identifiers.ts'
import type { CommandContext } from './context.ts'
import { knownAs } from './known-as.ts'
import { auditOf } from './patients.ts'
import { requireSignedIn } from './signed-in.ts'
import { viewOf } from './view-of.ts'

interface Question {
  readonly view: BedView
  readonly proposal: ProposalView
}

/** The question of a bed that a decision is about. Throws VigilError noProposal when it is another by now. */
function questionOf(context: CommandContext, bed: string, number: number): Question {
  const view = viewOf(context, bed)
  requireSignedIn(context)
  const { proposal } = view
  if (proposal?.number === number) return { view, proposal }
  const sentence = `What the monitor of ${view.label} says has changed meanwhile: look again. Nothing is changed.`
  throw new VigilError('noProposal', sentence)
}

/** Connects the person that the monitor names, once a nurse has typed the identifier and a second one. */
export async function confirmPatient(
  context: CommandContext,
  { bed, proposal: number, ...typed }: Commands['bed.confirmPatient']['request'],
): Promise<BedView> {
  const { view, proposal } = questionOf(context, bed, number)
  if (proposal.person === null) {
    const sentence = `The monitor of ${view.label} names nobody: there is nobody to confirm.`
    throw new VigilError('badRequest', sentence)
  }
  const patient = checkTwoIdentifiers(proposal.person, typed, view.label)
  const checked = ['identifier', proposal.person.check]
  const before = view.patient
  if (before !== null && isTemporary(before)) {
    // The monitor says who the unknown patient is: what was recorded of them is theirs.
    const { ageClass = null, paced = 'unknown' } = view.person ?? {}
    await context.takeStep({
      kind: 'move',
      id: randomUUID(),
      what: 'everything',
      was: before,
      becomes: patient,
      person: {
        id: randomUUID(),
        patient,
        facts: { name: null, birthDate: null, ageClass, paced },
        isCorrection: false,
      },
      audit: auditOf('bed.confirmPatient', bed, { patient: before }, { patient, checked }),
    })
  } else {
    await context.audit('bed.confirmPatient', bed, before, { ...patient, checked })
    await context.bindPatient(bed, before, patient)
  }
  return knownAs(context, bed, patient)
}

/** "Not this patient": whoever is connected stays, and the question is closed until the monitor says something else. */
export async function declineProposal(
  context: CommandContext,
  { bed, proposal: number }: Commands['bed.declineProposal']['request'],
): Promise<BedView> {
  const { view, proposal } = questionOf(context, bed, number)
  await context.audit('bed.declineProposal', bed, proposedPatient(proposal), view.patient)
  context.ward.declineProposal(bed, number)
  return viewOf(context, bed)
}

/** "This is the right monitor": the one on the line belongs to the bed from now on. Who is connected stays. */
export async function takeMonitor(
  context: CommandContext,
  { bed, to }: Commands['bed.takeMonitor']['request'],
): Promise<BedView> {
  const view = viewOf(context, bed)
  requireSignedIn(context)
  const change = view.deviceChange
  if (change?.to !== to) {
    const sentence = `The monitor on the line of ${view.label} has changed meanwhile: look again. Nothing is changed.`
    throw new VigilError('noProposal', sentence)
  }
  await context.audit('bed.takeMonitor', bed, { monitor: change.from }, { monitor: change.to })
  context.ward.takeMonitor(bed)
  return viewOf(context, bed)
}

/** The audit keeps the identifier only: names and birth dates leave no trace (DECISIONS.md). */
function proposedPatient({
  person,
}: ProposalView): Omit<PatientView, 'authority'> & { authority: string | null } {
  return { id: person?.id ?? '', authority: person?.authority ?? null }
}
