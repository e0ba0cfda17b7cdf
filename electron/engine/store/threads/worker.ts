import { type MessagePort, parentPort } from 'node:worker_threads'
import { VigilError } from '../../../ipc/contract.ts'
import { serveAhead } from '../../export/files/serve-ahead.ts'
import { serveExport } from '../../export/files/serve-export.ts'
import { serveBackup } from '../backup/serve-backup.ts'
import { toVigilError } from '../file/errors.ts'
import type { FromWorker, StoreFailure, ToWorker, WorkerStart } from './rpc.ts'
import { serveReader } from './serve-reader.ts'
import { serveWriter } from './serve-writer.ts'
import type { Service } from './service.ts'
import { WorkerThreads } from './worker-threads.ts'

/** Calls that take longer are told to the engine: a slow disk shows before it hurts. */
const SLOW_CALL_MS = 250

function failureOf(error: unknown, folder: string): StoreFailure {
  if (error instanceof TypeError) return { code: 'internal', message: error.message, callerMistake: true }
  const { code, message } = error instanceof VigilError ? error : toVigilError(error, folder)
  return { code, message, callerMistake: false }
}

/** Opens the record as it was told to. Out: who answers, or null after a failure that was told. */
function open(start: WorkerStart, post: (message: FromWorker) => void): Service | null {
  try {
    if (start.role === 'writer') return serveWriter(start.options, post)
    if (start.role === 'reader') return serveReader(start.options)
    if (start.role === 'backup') return serveBackup(start.options)
    if (start.role === 'ahead') return serveAhead(start.options, start.ahead)
    return serveExport(start.options, new WorkerThreads(new URL(import.meta.url)))
  } catch (error) {
    post({ type: 'failed', failure: failureOf(error, start.options.dataDir) })
    return null
  }
}

/** Waits to be told which record to open, then answers calls until it is closed. */
function run(port: MessagePort): void {
  const post = (message: FromWorker): void => port.postMessage(message)
  let service: Service | null = null
  let folder = ''
  port.on('message', (request: ToWorker) => {
    if (request.type === 'start') {
      folder = request.start.options.dataDir
      service = open(request.start, post)
      if (service === null) port.close()
      return
    }
    if (service === null) return
    const { seq } = request
    const from = performance.now()
    try {
      const value = request.type === 'close' ? service.close() : service.handle(request)
      post({ type: 'reply', seq, ok: true, value })
    } catch (error) {
      post({ type: 'reply', seq, ok: false, failure: failureOf(error, folder) })
    }
    if (request.type === 'close') {
      // Also after a close that failed: whoever asked waits for this thread to end.
      port.close()
      return
    }
    const tookMs = performance.now() - from
    if (request.type === 'call' && tookMs > SLOW_CALL_MS) post({ type: 'slow', name: request.name, tookMs })
    service.idle()
  })
}

if (parentPort !== null) run(parentPort)
