import type { OpenWriterOptions } from '../open/open.ts'
import { type ChannelListeners, WorkerChannel } from '../threads/worker-channel.ts'
import type { WorkerThreads } from '../threads/worker-threads.ts'
import type { BackupProgress, BackupReceipt, BackupRequest } from './backup-run.ts'

/**
 * Makes a backup on a thread of its own. `goOn` is told the share that is
 * copied (0 to 1) after each step; if it answers false, the backup ends and
 * leaves nothing. Out: the receipt, or null if it was ended. Throws VigilError.
 */
export async function makeBackup(
  threads: WorkerThreads,
  options: OpenWriterOptions,
  request: BackupRequest,
  goOn: (share: number) => boolean,
  listeners: ChannelListeners,
): Promise<BackupReceipt | null> {
  const channel = new WorkerChannel(threads, { role: 'backup', options }, listeners)
  channel.start()
  try {
    await channel.call('begin', [request])
    for (let done = false; !done; ) {
      const progress = (await channel.call('step', [])) as BackupProgress
      done = progress.done
      if (!goOn(progress.share)) return null
    }
    return (await channel.call('finish', [])) as BackupReceipt
  } finally {
    await channel.close()
  }
}
