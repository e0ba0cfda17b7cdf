import type { PersonFacts } from '../ipc/patient.ts'
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
