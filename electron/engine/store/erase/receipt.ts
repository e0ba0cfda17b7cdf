import type { ErasureReceipt } from '../../../ipc/erasure.ts'
import type { BackupRow } from '../backup/backups.ts'
import { type ErasureRow, mayHold, NOTHING_ERASED } from './erasures.ts'

/**
 * What is handed to whoever asked for an erasure. In: the erasure, every backup that the record
 * knows of, and the names of damaged records beside it.
 */
export function receiptOf(
  row: ErasureRow,
  backups: readonly BackupRow[],
  setAside: readonly string[],
): ErasureReceipt {
  const { id, atUtcMs, done, facts } = row
  const { initials, reason, proof, notedIn, period = null } = facts
  // What earlier releases did not count they did not touch.
  const erased = { ...NOTHING_ERASED, ...facts.erased }
  const holding = backups
    .filter((backup) => mayHold(row, backup))
    .map(({ folder, madeUtcMs }) => ({ folder, madeUtcMs, noted: notedIn.includes(folder) }))
  return { id, atUtcMs, initials, reason, period, done, erased, proof, backups: holding, setAside }
}
