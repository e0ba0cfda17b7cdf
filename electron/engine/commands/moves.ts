import { randomUUID } from 'node:crypto'
import { type Commands, VigilError } from '../../ipc/contract.ts'
import { isTemporary, type MoveCommands, type StayMoveView, UNDO_MOVE_MS } from '../../ipc/patient.ts'
import type { BedView, PatientView } from '../../ipc/views.ts'
import { isSamePatient } from '../patients.ts'
import type { StayMoveStep } from '../store/patients/patient-steps.ts'
import { UNCHANGED } from '../unchanged.ts'
import type { CommandContext } from './context.ts'
import { knownAs } from './known-as.ts'
import { auditable, occupy } from './occupy.ts'
import { auditOf, nextTemporary, occupied, refuseElsewhere, refuseSimulated } from './patients.ts'
import { repairEnded, showAgain } from './repair-ended.ts'
import { requireSecond, UNNAMED } from './second.ts'
import { settled } from './settled.ts'
import { requireSignedIn } from './signed-in.ts'
import { readStay } from './stay-view.ts'
import { sinceOf } from './stays.ts'
import { viewOf } from './view-of.ts'

const MINUTE_MS = 60_000

/** The bed of a patient, who must be the one that the window means. */
function occupiedBy(context: CommandContext, bed: string, patient: PatientView): BedView {
  const view = occupied(context, bed)
  if (isSamePatient(view.patient, patient)) return view
  const sentence = `${view.label} holds another patient by now: look again. ${UNCHANGED}`
  throw new VigilError('patientInBed', sentence)
}

/** A temporary patient is somebody: everything that was recorded of them becomes that person's. */
export async function namePatient(
  context: CommandContext,
  { bed, temporary, patient, facts }: Commands['patient.name']['request'],
): Promise<BedView> {
  const view = occupiedBy(context, bed, temporary)
  if (!isTemporary(temporary)) {
    const sentence = `The patient of ${view.label} has a name: if it was another one, put it right. ${UNCHANGED}`
    throw new VigilError('badRequest', sentence)
  }
  requireSecond(facts)
  refuseElsewhere(context, patient)
  await context.takeStep({
    kind: 'move',
    id: randomUUID(),
    what: 'everything',
    was: temporary,
    becomes: patient,
    person: { id: randomUUID(), patient, facts, isCorrection: false },
    audit: auditOf('patient.name', bed, { patient: temporary }, { patient, ...auditable(facts) }),
  })
  return knownAs(context, bed, patient)
}

/** A time that the patient of the bed has lain there. Throws badRequest with one sentence. */
async function checkedSince(
  context: CommandContext,
  view: BedView,
  fromUtcMs: number | null,
): Promise<number> {
  const nowUtcMs = context.nowUtcMs()
  const sinceUtcMs = sinceOf(await context.store.read.bindings(view.id), view.patient) ?? nowUtcMs
  if (fromUtcMs === null) return sinceUtcMs
  // Minutes are what a person chooses; this patient came within one.
  const from = Math.max(fromUtcMs, sinceUtcMs)
  const isTooOld = fromUtcMs < Math.max(sinceUtcMs - MINUTE_MS, nowUtcMs - UNDO_MOVE_MS)
  if (!isTooOld && from < nowUtcMs) return from
  const sentence = `Choose a time since this patient came to ${view.label}, of the last 12 hours, or the whole stay. ${UNCHANGED}`
  throw new VigilError('badRequest', sentence)
}

/** It was another patient, since a time or since admission: the stretch becomes theirs, and they lie in the bed. */
export async function repairPatient(
  context: CommandContext,
  { bed, wrong, fromUtcMs, patient, facts }: Commands['patient.repair']['request'],
): Promise<BedView> {
  const view = occupiedBy(context, bed, wrong)
  if (patient !== null) {
    if (isSamePatient(patient, wrong)) {
      throw new VigilError('badRequest', `This patient is connected to ${view.label} already. ${UNCHANGED}`)
    }
    requireSecond(facts)
    refuseElsewhere(context, patient)
  }
  const from = await checkedSince(context, view, fromUtcMs)
  const unknown = patient === null ? await nextTemporary(context) : null
  const becomes = patient ?? unknown?.patient ?? wrong
  const known = patient === null ? { ...facts, ...UNNAMED } : facts
  const step: StayMoveStep = {
    kind: 'move',
    id: randomUUID(),
    what: { bed, fromUtcMs: from, toUtcMs: null },
    was: wrong,
    becomes,
    person: { id: randomUUID(), patient: becomes, facts: known, isCorrection: false },
    ...(unknown === null ? {} : { temporary: unknown.number }),
    audit: auditOf(
      'patient.repair',
      bed,
      { patient: wrong },
      { patient: becomes, fromUtcMs: from, ...auditable(known) },
    ),
  }
  await context.takeStep(step)
  occupy(context, bed, becomes, await context.personOf(bed))
  return settled(context, bed)
}

/** A correction that can be taken back, and whose it was and is. */
async function undoable(context: CommandContext, bed: string, move: string) {
  const rows = await context.store.read.stayMoves()
  const found = rows.find(({ id, bed: where }) => id === move && where === bed)
  if (found === undefined || found.isUndone || found.kind === 'undone') {
    throw new VigilError('badRequest', `There is nothing to take back: look again. ${UNCHANGED}`)
  }
  const { was, becomes } = found
  if (was === null || becomes === null) {
    throw new VigilError('badRequest', `One of the two patients was erased since. ${UNCHANGED}`)
  }
  if (found.movedUtcMs < context.nowUtcMs() - UNDO_MOVE_MS) {
    const sentence = `That was more than 12 hours ago: put the stay right from its times. ${UNCHANGED}`
    throw new VigilError('badRequest', sentence)
  }
  return { ...found, was, becomes }
}

/** Only a stay that had ended by then: who lies in the bed has nothing to do with it. */
function isOfThePast({ kind, wasRunning }: StayMoveView): boolean {
  return kind === 'repaired' && !wasRunning
}

/** Takes a correction back, within the shift: the stretch, with what came since, is again whose it was. */
export async function undoMove(
  context: CommandContext,
  { bed, move }: Commands['patient.undoMove']['request'],
): Promise<BedView> {
  const view = viewOf(context, bed)
  requireSignedIn(context)
  refuseSimulated(view)
  const found = await undoable(context, bed, move)
  const { was, becomes } = found
  if (!isOfThePast(found)) {
    if (!isSamePatient(view.patient, becomes)) {
      const sentence = `Who lies in ${view.label} has changed since: put the stay right from its times. ${UNCHANGED}`
      throw new VigilError('patientInBed', sentence)
    }
    refuseElsewhere(context, was)
  }
  await context.takeStep({
    kind: 'move',
    id: randomUUID(),
    what: { undoes: move },
    was: becomes,
    becomes: was,
    person: null,
    audit: auditOf('patient.undoMove', bed, { patient: becomes }, { patient: was, undoes: move }),
  })
  if (isOfThePast(found)) {
    await showAgain(context, [was, becomes])
    return viewOf(context, bed)
  }
  if (found.kind === 'named') return knownAs(context, bed, was)
  occupy(context, bed, was, await context.personOf(bed))
  return settled(context, bed)
}

/** Handlers of the commands that give a stretch of a bed to whose it was. */
export const moveHandlers: {
  readonly [Name in keyof MoveCommands]: (
    context: CommandContext,
    request: MoveCommands[Name]['request'],
  ) => Promise<MoveCommands[Name]['reply']>
} = {
  'patient.name': namePatient,
  'patient.repair': repairPatient,
  'patient.repairEnded': repairEnded,
  'patient.undoMove': undoMove,
  'patient.stay': readStay,
}
