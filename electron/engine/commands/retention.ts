import type { Commands } from '../../ipc/contract.ts'
import type { KeptDays } from '../../ipc/erasure.ts'
import type { CommandContext } from './context.ts'
import { requireSignedIn } from './signed-in.ts'

/** Sets how long data is kept. Throws notSignedIn: it removes what was recorded, so the record keeps who decided. */
export async function keepData(
  context: CommandContext,
  { wavesKeptDays, numericsKeptDays, alertsKeptDays }: Commands['retention.set']['request'],
): Promise<Record<string, never>> {
  requireSignedIn(context)
  const before = await keptDays(context)
  const asked = { waves: wavesKeptDays, numerics: numericsKeptDays, alerts: alertsKeptDays }
  for (const kind of ['waves', 'numerics', 'alerts'] as const) {
    const days = asked[kind]
    if (days === undefined) continue
    await context.audit('retention.set', kind, before[kind], days)
    await context.store.keep(kind, days)
  }
  await context.lookAtDisk()
  return {}
}

/** How long each class of data is kept. */
export function keptDays(context: CommandContext): Promise<KeptDays> {
  return context.store.read.keptDays()
}
