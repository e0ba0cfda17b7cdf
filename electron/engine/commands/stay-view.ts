import type { Commands } from '../../ipc/contract.ts'
import type { StayMoveView, StayView } from '../../ipc/patient.ts'
import { isSamePatient } from '../patients.ts'
import type { CommandContext } from './context.ts'
import { requireSignedIn } from './signed-in.ts'
import { endedStays, sinceOf } from './stays.ts'
import { viewOf } from './view-of.ts'

/** Since when somebody lies in a bed, who lay there before, and what both records say: stretches of this bed, and those of this patient. */
export async function readStay(
  context: CommandContext,
  { bed }: Commands['patient.stay']['request'],
): Promise<StayView> {
  const { patient } = viewOf(context, bed)
  requireSignedIn(context)
  const rows = await context.store.read.stayMoves()
  const stays = await context.store.read.bindings(bed)
  const isTheirs = (row: StayMoveView) =>
    patient !== null && (isSamePatient(row.was, patient) || isSamePatient(row.becomes, patient))
  return {
    sinceUtcMs: patient === null ? null : sinceOf(stays, patient),
    moves: rows.filter((row) => row.bed === bed || isTheirs(row)),
    ended: endedStays(stays),
  }
}
