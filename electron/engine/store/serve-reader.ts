import { isJobName, jobs } from './jobs.ts'
import { type OpenOptions, openStoreReader } from './open.ts'
import { type FromWorker, READER_CALLS, type ToWorker } from './rpc.ts'
import type { Service } from './service.ts'

/** Answers reads and jobs. The writer has opened the record before. */
export function serveReader(options: OpenOptions, post: (message: FromWorker) => void): Service {
  let opened = openStoreReader(options)
  let closed = false
  post({
    type: 'opened',
    opened: {
      key: { place: opened.key.place },
      closedCleanly: true,
      fullUntilUtcMs: null,
      coverage: [],
      channels: [],
      lastReadings: [],
      notices: [],
    },
  })
  return {
    handle(request: Exclude<ToWorker, { type: 'close' }>): unknown {
      if (request.type === 'job') {
        if (!isJobName(request.name)) throw new TypeError('"name" is no job')
        return jobs[request.name](opened.reader, request.args, { connection: opened.connection })
      }
      if (request.name === 'reopen') {
        opened.reader.close()
        opened = openStoreReader(options)
        return null
      }
      const call = READER_CALLS.find((name) => name === request.name)
      if (call === undefined) throw new TypeError('"name" is no call of the reader')
      const method = opened.reader[call] as (...args: readonly unknown[]) => unknown
      return method.apply(opened.reader, [...request.args])
    },
    idle() {},
    close() {
      if (closed) return
      closed = true
      opened.reader.close()
    },
  }
}
