import type { Commands } from '../../ipc/contract.ts'
import type { CommandContext } from './context.ts'
import { requireSignedIn } from './signed-in.ts'

/** Sets how long full-rate waves are kept. Throws notSignedIn: it removes what was recorded, so the record keeps who decided. */
export async function keepWaves(
  context: CommandContext,
  { wavesKeptDays }: Commands['retention.set']['request'],
): Promise<Record<string, never>> {
  requireSignedIn(context)
  const before = (await context.store.room()).wavesKeptDays
  await context.audit('retention.set', 'waves', before, wavesKeptDays)
  await context.store.keepWaves(wavesKeptDays)
  await context.lookAtDisk()
  return {}
}
