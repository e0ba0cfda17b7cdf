import { VigilError } from '../../ipc/contract.ts'
import type { BedView } from '../../ipc/views.ts'
import type { CommandContext } from './context.ts'

/** What the screens show of a bed. Throws VigilError unknownBed. */
export function viewOf(context: CommandContext, bed: string): BedView {
  // What a command has just ended is no alarm any more.
  context.alarms.lookAt(bed)
  const view = context.ward.view(bed)
  if (view !== undefined) return view
  throw new VigilError('unknownBed', `There is no bed "${bed}": look at the list of beds.`)
}
