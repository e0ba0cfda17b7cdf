import type { AdmissionView } from '../../ipc/admissions.ts'
import { type Commands, VigilError } from '../../ipc/contract.ts'
import type { PersonFacts } from '../../ipc/patient.ts'
import type { BedView, PatientView } from '../../ipc/views.ts'
import type { Adt } from '../admissions/read.ts'
import { withVisit } from '../admissions/visits.ts'
import { checkKnownPerson } from '../identity/known-person.ts'
import { decided } from '../store/patients/persons.ts'
import { UNCHANGED } from '../unchanged.ts'
import type { CommandContext } from './context.ts'
import { repairPatient } from './moves.ts'
import { admitPatient, describePatient, dischargePatient, transferPatient } from './patients.ts'
import { requireSignedIn } from './signed-in.ts'
import { sinceOf } from './stays.ts'
import { viewOf } from './view-of.ts'

type Typed = Commands['admission.confirm']['request']

const OBSTACLES = {
  late: 'Something newer was said of this patient before this message came: dismiss it.',
  occupied: 'The bed holds another patient: discharge or transfer them first.',
  bothHere: 'Both patients of this merge lie in beds of this ward: discharge one of them first.',
  noSecond: 'The message has neither a birth date nor a name to check against: admit the patient by hand.',
} as const

/** What the hospital's system proposes. */
export function listAdmissions(context: CommandContext): Commands['admission.list']['reply'] {
  return { proposals: context.admissions.list() }
}

/** The proposal that the window means. Throws notSignedIn, or noProposal when it is another by now. */
function found(context: CommandContext, seq: number): { view: AdmissionView; adt: Adt } {
  requireSignedIn(context)
  const known = context.admissions.find(seq)
  if (known !== null) return known
  throw new VigilError('noProposal', `This message is on the list no more: look again. ${UNCHANGED}`)
}

/** Does what a message proposes, by the command that would do it by hand. */
export async function confirmAdmission(context: CommandContext, typed: Typed): Promise<BedView> {
  const { view, adt } = found(context, typed.seq)
  if (view.kind !== typed.kind || view.bed !== typed.bed) {
    throw new VigilError(
      'noProposal',
      `What this message would change is another by now: look again. ${UNCHANGED}`,
    )
  }
  if (view.obstacle !== null) {
    throw new VigilError('badRequest', `${OBSTACLES[view.obstacle]} ${UNCHANGED}`)
  }
  const done = await carryOut(context, view, adt, typed)
  const { seq, event, patient, bed, to, was, kind } = view
  await context.audit('admission.confirm', bed, { patient: was ?? patient }, { event, kind, patient, to })
  await context.admissions.end(seq, 'confirmed')
  return done
}

async function carryOut(
  context: CommandContext,
  { kind, bed, to, was, patient }: AdmissionView,
  adt: Adt,
  { id, second, ageClass, paced }: Typed,
): Promise<BedView> {
  const view = viewOf(context, bed)
  const known = view.person
  const nowUtcMs = context.nowUtcMs()
  const sinceUtcMs =
    kind === 'admit' ? nowUtcMs : (sinceOf(await context.store.read.bindings(bed), view.patient) ?? nowUtcMs)
  const visited = withVisit(known, adt.visit, { sinceUtcMs, nowUtcMs })
  const facts: PersonFacts = {
    ...decided(known),
    ...visited,
    name: adt.name ?? known?.name ?? null,
    birthDate: adt.birthDate ?? known?.birthDate ?? null,
    ageClass: ageClass ?? known?.ageClass ?? null,
    paced: paced ?? known?.paced ?? 'unknown',
  }
  switch (kind) {
    case 'admit': {
      checkKnownPerson(patient, facts, { id, second }, view.label)
      const { ageClass: chosen } = facts
      if (chosen === null || paced === null) {
        throw new VigilError('badRequest', `Choose the age class and whether a pacemaker paces. ${UNCHANGED}`)
      }
      return admitPatient(context, { bed, patient, facts: { ...facts, ageClass: chosen } })
    }
    case 'transfer':
      return transferred(context, { bed, to: to ?? '', id, second }, patient, visited)
    case 'discharge':
      return dischargePatient(context, { bed, id, second })
    case 'update':
      checkKnownPerson(patient, facts, { id, second }, view.label)
      return describePatient(context, { bed, patient, facts })
    case 'merge':
      checkKnownPerson(patient, facts, { id, second }, view.label)
      return repairPatient(context, { bed, wrong: was ?? patient, fromUtcMs: null, patient, facts })
  }
}

/** Moves somebody, and keeps the visit that the same message says. */
async function transferred(
  context: CommandContext,
  typed: Commands['patient.transfer']['request'],
  patient: PatientView,
  visited: Pick<PersonFacts, 'visits'>,
): Promise<BedView> {
  const moved = await transferPatient(context, typed)
  const { person } = moved
  if (person === undefined || visited.visits === undefined || visited.visits === person.visits) return moved
  return describePatient(context, { bed: typed.to, patient, facts: { ...person, ...visited } })
}

/** Nothing changes, and the message is off the list. */
export async function dismissAdmission(
  context: CommandContext,
  { seq }: Commands['admission.dismiss']['request'],
): Promise<Record<string, never>> {
  const { view } = found(context, seq)
  const { event, kind, patient, bed } = view
  await context.audit('admission.dismiss', bed, { event, kind, patient }, null)
  await context.admissions.end(seq, 'dismissed')
  return {}
}
