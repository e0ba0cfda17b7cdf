import type { ToWorker } from './rpc.ts'

/** One side of a worker: answers calls in the order they come. */
export interface Service {
  handle(request: Exclude<ToWorker, { type: 'close' }>): unknown
  /** Work between two calls. */
  idle(): void
  close(): void
}
