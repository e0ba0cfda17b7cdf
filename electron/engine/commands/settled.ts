import type { BedView } from '../../ipc/views.ts'
import type { CommandContext } from './context.ts'
import { showEntries } from './entries.ts'
import { viewOf } from './view-of.ts'

/** A bed after somebody else lies in it or is known by another name: entries and config follow. Out: what screens show. */
export async function settled(context: CommandContext, bed: string): Promise<BedView> {
  await showEntries(context, bed)
  await context.keepBeds()
  return viewOf(context, bed)
}
