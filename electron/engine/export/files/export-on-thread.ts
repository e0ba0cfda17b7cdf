import type { FileExportRequest } from '../../../ipc/file-export.ts'
import type { OpenWriterOptions } from '../../store/open/open.ts'
import { type ChannelListeners, WorkerChannel } from '../../store/threads/worker-channel.ts'
import type { WorkerThreads } from '../../store/threads/worker-threads.ts'
import type { ExportProgress } from './export-files.ts'
import type { ExportStep } from './serve-export.ts'

/**
 * Writes files on a thread of its own. `goOn` is told the bytes that are written after each step; if it answers false, the
 * export ends, and files that are whole by then stay. Out: what was written, or null if it was ended. Throws VigilError.
 */
export async function exportOnThread(
  threads: WorkerThreads,
  options: OpenWriterOptions,
  request: FileExportRequest,
  goOn: (bytes: number) => boolean,
  listeners: ChannelListeners,
): Promise<ExportProgress | null> {
  const channel = new WorkerChannel(threads, { role: 'export', options }, listeners)
  channel.start()
  try {
    await channel.call('begin', [request])
    for (;;) {
      const step = (await channel.call('step', [])) as ExportStep
      if (step.isOver) return step
      if (!goOn(step.bytes)) return null
    }
  } finally {
    await channel.close()
  }
}
