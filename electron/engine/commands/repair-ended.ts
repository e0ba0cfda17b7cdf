import { randomUUID } from 'node:crypto'
import { type Commands, VigilError } from '../../ipc/contract.ts'
import type { EndedStayView, PersonFacts, StayView } from '../../ipc/patient.ts'
import type { BedView, PatientView } from '../../ipc/views.ts'
import { isSamePatient } from '../patients.ts'
import { UNCHANGED } from '../unchanged.ts'
import type { CommandContext } from './context.ts'
import { knownAs } from './known-as.ts'
import { auditable } from './occupy.ts'
import { auditOf, nextTemporary, refuseSimulated } from './patients.ts'
import { requireSecond, UNNAMED } from './second.ts'
import { requireSignedIn } from './signed-in.ts'
import { readStay } from './stay-view.ts'
import { endedStays } from './stays.ts'
import { viewOf } from './view-of.ts'

/** The stay that the window means, as the record has it still. */
async function storedStay(
  context: CommandContext,
  view: BedView,
  wanted: EndedStayView,
): Promise<EndedStayView> {
  const found = endedStays(await context.store.read.bindings(view.id)).find(
    (stay) =>
      isSamePatient(stay.patient, wanted.patient) &&
      stay.fromUtcMs === wanted.fromUtcMs &&
      stay.toUtcMs === wanted.toUtcMs,
  )
  if (found !== undefined) return found
  const sentence = `The record of ${view.label} has no such stay any more: look again. ${UNCHANGED}`
  throw new VigilError('badRequest', sentence)
}

/** What was chosen for somebody who lies in a bed stays as it is: a stay of the past decides no limit and no score. */
function factsNow(context: CommandContext, patient: PatientView, facts: PersonFacts): PersonFacts {
  const present = context.ward.views().find((view) => isSamePatient(view.patient, patient))?.person
  if (present === undefined) return facts
  return { ...present, birthDate: facts.birthDate ?? present.birthDate, name: present.name ?? facts.name }
}

/** Beds in which one of them lies show what is theirs by now. */
export async function showAgain(
  context: CommandContext,
  patients: readonly (PatientView | null)[],
): Promise<void> {
  for (const { id, patient } of context.ward.views()) {
    if (patient !== null && patients.some((one) => isSamePatient(one, patient))) {
      await knownAs(context, id, patient)
    }
  }
}

/** In a stay that has ended it was another patient: that time becomes theirs; who lies in the bed stays who they are. */
export async function repairEnded(
  context: CommandContext,
  { bed, stay: wanted, fromUtcMs, patient, facts }: Commands['patient.repairEnded']['request'],
): Promise<StayView> {
  const view = viewOf(context, bed)
  requireSignedIn(context)
  refuseSimulated(view)
  const stay = await storedStay(context, view, wanted)
  if (patient !== null) requireSecond(facts)
  const from = fromUtcMs ?? stay.fromUtcMs
  if (from < stay.fromUtcMs || from >= stay.toUtcMs) {
    throw new VigilError('badRequest', `Choose a time of that stay, or the whole stay. ${UNCHANGED}`)
  }
  const unknown = patient === null ? await nextTemporary(context) : null
  const becomes = patient ?? unknown?.patient ?? stay.patient
  const known = patient === null ? { ...facts, ...UNNAMED } : factsNow(context, patient, facts)
  await context.takeStep({
    kind: 'move',
    id: randomUUID(),
    what: { bed, fromUtcMs: from, toUtcMs: stay.toUtcMs },
    was: stay.patient,
    becomes,
    person: { id: randomUUID(), patient: becomes, facts: known, isCorrection: false },
    ...(unknown === null ? {} : { temporary: unknown.number }),
    audit: auditOf(
      'patient.repairEnded',
      bed,
      { patient: stay.patient },
      { patient: becomes, fromUtcMs: from, toUtcMs: stay.toUtcMs, ...auditable(known) },
    ),
  })
  await showAgain(context, [stay.patient, becomes])
  return readStay(context, { bed })
}
