import type { BackupView, MadeBackup } from '../../ipc/backup.ts'
import type { Commands } from '../../ipc/contract.ts'
import type { CommandContext } from './context.ts'
import { requireSignedIn } from './signed-in.ts'

/** Begins a backup; how it goes is asked with backup.state. Who asked is in the list and the audit. */
export function startBackup(
  context: CommandContext,
  { to }: Commands['backup.start']['request'],
): BackupView {
  requireSignedIn(context)
  return context.backups.start(to)
}

/** Every backup that the record knows of, latest first. */
export async function listBackups(context: CommandContext): Promise<{ backups: readonly MadeBackup[] }> {
  const rows = await context.store.read.backups()
  const backups = rows.map(({ madeUtcMs, folder, bytes, auditRows, ok }) => ({
    madeUtcMs,
    folder,
    bytes,
    auditRows,
    ok,
  }))
  return { backups: backups.reverse() }
}
