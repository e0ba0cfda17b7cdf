import type { Commands } from '../../ipc/contract.ts'
import { changedDisplay } from '../../ipc/display.ts'
import type { CommandContext } from './context.ts'

/** The last change that was asked for, by station: one waits for the other, or it would undo it. */
const lastChanges = new WeakMap<CommandContext, Promise<unknown>>()

async function change(
  context: CommandContext,
  asked: Commands['display.set']['request'],
): Promise<Record<string, never>> {
  const before = context.display.current
  const after = changedDisplay(before, asked)
  await context.audit(
    'display.set',
    asked.look !== undefined ? 'look' : asked.entryUnits === undefined ? 'waves' : 'units',
    before,
    after,
  )
  await context.display.keep(after)
  context.stationChanged()
  return {}
}

/** Changes how waves are drawn on this station, or how its windows look: kept in the record for the next start, and who did it in the audit. */
export function setDisplay(
  context: CommandContext,
  asked: Commands['display.set']['request'],
): Promise<Record<string, never>> {
  const earlier = lastChanges.get(context) ?? Promise.resolve()
  // Whoever asked for the earlier change is told of its failure; this one does not depend on it.
  const made = earlier.catch(() => undefined).then(() => change(context, asked))
  lastChanges.set(context, made)
  return made
}
