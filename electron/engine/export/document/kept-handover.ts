import { VigilError } from '../../../ipc/contract.ts'
import type { HandoverRow } from '../../store/tables/handovers.ts'
import { recordCheckOf } from '../record-check.ts'

/**
 * A finished hand-over as it was kept; its check figure is worked out again over what it says. In: what the record has
 * under its id. Throws VigilError `nothingRecorded` where that is nothing, `storeDamaged` where it was changed since.
 */
export function keptHandover(row: HandoverRow | null): HandoverRow {
  if (row === null) {
    throw new VigilError(
      'nothingRecorded',
      'The record does not have this hand-over any more: look at the list again.',
    )
  }
  const { recordCheck, ...page } = row.content.summary
  if (recordCheckOf(page) !== recordCheck) {
    throw new VigilError(
      'storeDamaged',
      'This hand-over is not as it was finished, so it is not shown: run vigil verify.',
    )
  }
  return row
}
