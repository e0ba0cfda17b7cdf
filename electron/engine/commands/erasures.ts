import { type Commands, VigilError } from '../../ipc/contract.ts'
import { receiptOf } from '../store/erase/receipt.ts'
import { storePaths } from '../store/file/paths.ts'
import { setAsideFiles } from '../store/open/beside.ts'
import type { CommandContext } from './context.ts'
import { requireSignedIn } from './signed-in.ts'

/** Legal holds that stand, and receipts of erasures, latest first. */
export async function listErasures(context: CommandContext): Promise<Commands['erasure.list']['reply']> {
  const { read } = context.store
  const [holds, erasures, backups] = await Promise.all([read.holds(), read.erasures(), read.backups()])
  const setAside = setAsideFiles(storePaths(context.start.dataDir))
  return { holds, receipts: erasures.map((row) => receiptOf(row, backups, setAside)).reverse() }
}

/** Sets or lifts a legal hold. Throws notSignedIn or unknownPatient. */
export async function holdPatient(
  context: CommandContext,
  request: Commands['patient.hold']['request'],
): Promise<Record<string, never>> {
  requireSignedIn(context)
  await context.store.holdPatient(request, { actor: context.actor, atUtcMs: context.nowUtcMs() })
  return {}
}

/**
 * Begins to erase a patient. Throws notSignedIn, identityMismatch where the identifier was not typed twice
 * alike, badRequest while a backup is made, and what the store refuses.
 */
export async function erasePatient(
  context: CommandContext,
  { patient, confirm, reason }: Commands['patient.erase']['request'],
): Promise<Commands['patient.erase']['reply']> {
  requireSignedIn(context)
  if (confirm !== patient.id) {
    const sentence =
      'The two identifiers differ: type the identifier of the patient twice. Nothing is erased.'
    throw new VigilError('identityMismatch', sentence)
  }
  if (context.backups.view().state === 'running') {
    const sentence = 'A backup is being made and would still hold this patient: wait for its end or stop it.'
    throw new VigilError('badRequest', sentence)
  }
  const by = { actor: context.actor, atUtcMs: context.nowUtcMs() }
  const { id } = await context.store.erase({ patient, reason, endsStays: false }, by)
  await context.outbox.lookAgain()
  await context.admissions.lookAgain()
  await context.remote.lookAgain()
  return { erasure: id }
}
