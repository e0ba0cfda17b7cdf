import type { FileExportRequest } from '../../../ipc/file-export.ts'
import { type OpenedReader, type OpenWriterOptions, openStoreReader } from '../../store/open/open.ts'
import type { WorkerRequest } from '../../store/threads/rpc.ts'
import type { Service } from '../../store/threads/service.ts'
import type { WorkerThreads } from '../../store/threads/worker-threads.ts'
import { AheadReader } from './ahead-reader.ts'
import { AheadThread } from './ahead-thread.ts'
import { type ExportProgress, exportFiles } from './export-files.ts'

/** A step is short, so that a stick that stalls or a station that closes waits for no more than this. */
const STEP_MS = 100

/** How far an export is after a step. */
export type ExportStep = ExportProgress & { readonly isOver: boolean }

/** Answers the steps of one export, on a thread that nothing else waits for; a second one helps with the waves. */
export function serveExport(options: OpenWriterOptions, threads: WorkerThreads): Service {
  let opened: OpenedReader | null = null
  let ahead: AheadThread | null = null
  let steps: ReturnType<typeof exportFiles> | null = null

  function begin({ bed, fromUtcMs, toUtcMs, format, deidentify, to }: FileExportRequest): void {
    opened = openStoreReader(options)
    const secret = deidentify ? opened.key.hex : null
    ahead = new AheadThread(threads.take(), options)
    const reader = new AheadReader(opened.connection, opened.folder, ahead)
    steps = exportFiles(reader, { bed, patient: null, fromUtcMs, toUtcMs, format }, to, secret)
  }

  function step(): ExportStep {
    if (steps === null) throw new TypeError('no export was begun')
    const endsAtMs = performance.now() + STEP_MS
    for (;;) {
      const { done, value } = steps.next()
      if (done === true || performance.now() >= endsAtMs) return { ...value, isOver: done === true }
    }
  }

  return {
    handle({ name, args }: WorkerRequest): unknown {
      if (name === 'step') return step()
      if (name !== 'begin') throw new TypeError('"name" is no call of an export')
      begin((args as readonly [FileExportRequest])[0])
      return null
    },
    idle() {},
    close: () => {
      // Removes what is not whole.
      steps?.return({ bytes: 0, done: 0, of: 0, names: [], notes: [] })
      ahead?.close()
      opened?.reader.close()
    },
  }
}
