import { type OpenedReader, type OpenOptions, openStoreReader } from '../open/open.ts'
import { isJobName, jobs } from './jobs.ts'
import { READER_CALLS, type WorkerRequest } from './rpc.ts'
import type { Service } from './service.ts'

/**
 * Answers reads and jobs. The record is opened at the first of them: the thread may
 * start before the writer has opened it.
 */
export function serveReader(options: OpenOptions): Service {
  let opened: OpenedReader | null = null

  function close(): void {
    opened?.reader.close()
    opened = null
  }

  return {
    handle(request: WorkerRequest): unknown {
      if (request.name === 'reopen') {
        close()
        return null
      }
      opened ??= openStoreReader(options)
      const { reader, connection } = opened
      if (request.type === 'job') {
        if (!isJobName(request.name)) throw new TypeError('"name" is no job')
        return jobs[request.name](reader, request.args, { connection })
      }
      const call = READER_CALLS.find((name) => name === request.name)
      if (call === undefined) throw new TypeError('"name" is no call of the reader')
      const method = reader[call] as (...args: readonly unknown[]) => unknown
      return method.apply(reader, [...request.args])
    },
    idle() {},
    close,
  }
}
