import type { WorkerRequest } from './rpc.ts'

/** One side of a worker: answers calls in the order they come. */
export interface Service {
  handle(request: WorkerRequest): unknown
  /** Work between two calls. */
  idle(): void
  close(): void
}
