import type { PersonFacts } from '../ipc/patient.ts'
import type { PatientView } from '../ipc/views.ts'
import { leavingPerson } from './admissions/end-visit.ts'
import type { CommandContext } from './commands/context.ts'
import type { CheckedBed } from './config/checked-bed.ts'
import { isSimulated } from './link/spec.ts'
import { isSamePatient, patientAtStart } from './patients.ts'
import type { StoreClient } from './store/threads/client.ts'
import type { BedOccupant } from './ward.ts'

/** What the record knows of who lies in a bed; null: nothing, or nobody lies there. */
export async function knownPerson(store: StoreClient, bed: string): Promise<PersonFacts | null> {
  return (await store.read.bindings(bed)).findLast((row) => row.toUtcMs === null)?.person ?? null
}

/** Somebody else, or nobody, lies in a bed from now on; the visit of who lay there has ended. */
export async function changeOccupant(
  context: Pick<CommandContext, 'store' | 'actor' | 'audit' | 'nowUtcMs'>,
  bed: string,
  before: PatientView | null,
  patient: PatientView | null,
): Promise<void> {
  await context.audit('bed.setPatient', bed, before, patient)
  const { store, actor } = context
  const atUtcMs = context.nowUtcMs()
  if (before !== null && !isSamePatient(before, patient)) {
    const stay = (await store.read.bindings(bed)).findLast((row) => row.toUtcMs === null)
    const person = isSamePatient(stay?.patient ?? null, before)
      ? leavingPerson(before, stay?.person, atUtcMs)
      : null
    const told = { action: 'patient.visitEnded', object: bed, before: null, after: JSON.stringify(before) }
    if (person !== null)
      await store.takeStep({ kind: 'stay', binds: [], person, standby: [], audit: told }, { actor, atUtcMs })
  }
  await store.bind(bed, patient, atUtcMs)
}

/**
 * Who lies in a bed at a start. Typed identifiers live in the record; those of the config hold until somebody types
 * another (`edited`).
 */
export async function occupantAtStart(
  context: Pick<CommandContext, 'store' | 'bindPatient'>,
  { config, spec }: CheckedBed,
  edited: boolean,
): Promise<BedOccupant> {
  const { store } = context
  const bed = config.id
  const running = (await store.read.bindings(bed)).findLast((row) => row.toUtcMs === null)?.patient ?? null
  const patient = patientAtStart(bed, isSimulated(spec), running, edited ? null : config.patient)
  if (!isSamePatient(running, patient)) await context.bindPatient(bed, running, patient)
  if (patient !== null) return { patient, person: await knownPerson(store, bed) }
  const left = (await store.read.standbys()).find((row) => row.bed === bed)
  return { patient, standbySinceUtcMs: left?.sinceUtcMs ?? null }
}
