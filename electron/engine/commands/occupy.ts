import { randomUUID } from 'node:crypto'
import type { AgeClass } from '../../ipc/alarms.ts'
import type { PersonFacts } from '../../ipc/patient.ts'
import type { PatientView } from '../../ipc/views.ts'
import { isSamePatient } from '../patients.ts'
import type { CommandContext } from './context.ts'

/** Somebody of whom nothing is known. */
export const UNKNOWN: PersonFacts = { name: null, birthDate: null, ageClass: null, paced: 'unknown' }

/** What of a person may stand in the audit: no name and no birth date. */
export function auditable({ name, birthDate, ageClass, paced }: PersonFacts): object {
  return { hasName: name !== null, hasBirthDate: birthDate !== null, ageClass, paced }
}

/** Limits follow the age class of who lies in the bed; nobody who has none gets one. */
export function followAgeClass(
  context: Pick<CommandContext, 'alarms' | 'actor'>,
  bed: string,
  person: PersonFacts | null,
): void {
  const after = person?.ageClass ?? null
  const board = context.alarms.of(bed)
  const before = board.machine.state.ageClass
  if (after === null || before === after) return
  board.act([{ ...board.by(context.actor), type: 'ageClass', before, after }])
}

/** Who lies in a bed from now on: its numbers, alarms and limits are theirs. */
export function occupy(
  context: CommandContext,
  bed: string,
  patient: PatientView | null,
  person: PersonFacts | null,
): void {
  const before = context.ward.view(bed)?.patient ?? null
  context.ward.setPatient(bed, patient, person)
  if (!isSamePatient(before, patient)) context.alarms.patientChanged(bed, context.actor)
  followAgeClass(context, bed, person)
}

/** Nobody lies in a bed from now on: it stands by. */
export function leave(context: CommandContext, bed: string): void {
  context.ward.standBy(bed, context.nowUtcMs())
  context.alarms.patientChanged(bed, context.actor)
}

/** An age class that was chosen for a bed is that of its patient: it goes with them to the next bed. */
export async function rememberAgeClass(
  context: CommandContext,
  bed: string,
  ageClass: AgeClass,
): Promise<void> {
  const view = context.ward.view(bed)
  const patient = view?.patient ?? null
  if (patient === null || view?.simulated !== false) return
  const facts = { ...(view.person ?? UNKNOWN), ageClass }
  const person = { id: randomUUID(), patient, facts, isCorrection: true }
  const audit = {
    action: 'patient.describe',
    object: bed,
    before: null,
    after: JSON.stringify({ patient, ...auditable(facts) }),
  }
  await context.takeStep({ kind: 'stay', binds: [], person, standby: [], audit })
  context.ward.setPatient(bed, patient, facts)
}
