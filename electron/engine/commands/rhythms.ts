import type { Commands } from '../../ipc/contract.ts'
import type { CommandContext } from './context.ts'
import { requireSignedIn } from './signed-in.ts'

/** Switches a rhythm finding on or off for the station. Throws VigilError notSignedIn, changedMeanwhile or badRequest. */
export async function setRhythm(
  context: CommandContext,
  request: Commands['rhythm.set']['request'],
): Promise<Record<string, never>> {
  requireSignedIn(context)
  await context.findings.rhythms.set(request, context.actor.initials ?? '')
  return {}
}
