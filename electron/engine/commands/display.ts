import type { Commands } from '../../ipc/contract.ts'
import { changedDisplay } from '../../ipc/display.ts'
import type { CommandContext } from './context.ts'

/** Changes how waves are drawn on this station, or how its windows look: kept in the record for the next start, and who did it in the audit. */
export async function setDisplay(
  context: CommandContext,
  change: Commands['display.set']['request'],
): Promise<Record<string, never>> {
  const before = context.display
  const after = changedDisplay(before, change)
  await context.audit(
    'display.set',
    change.look !== undefined ? 'look' : change.entryUnits === undefined ? 'waves' : 'units',
    before,
    after,
  )
  await context.keepDisplay(after)
  return {}
}
