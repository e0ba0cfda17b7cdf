import type { Worker } from 'node:worker_threads'
import { VigilError } from '../../../ipc/contract.ts'
import type { FromWorker, StoreOpened, ToWorker, WorkerQuestion, WorkerStart } from './rpc.ts'
import type { WorkerThreads } from './worker-threads.ts'

/** A worker that dies this soon after its start, this often in a row, is not started again. */
const MOST_RESTARTS_IN_A_ROW = 5

/** What a worker tells besides its answers. */
export interface ChannelListeners {
  onNotice(sentence: string): void
  onSlow(call: string, tookMs: number): void
}

interface Waiting {
  readonly message: WorkerQuestion
  readonly ifWorkerDies: 'fail' | 'sendAgain'
  resolve(value: unknown): void
  reject(error: Error): void
}

/**
 * Calls to one store worker, answered by number. If the worker dies it is
 * started again; calls marked `sendAgain` are then repeated in order, the
 * others fail with `storeUnavailable`.
 */
export class WorkerChannel {
  /** Called when the worker has replaced a damaged record. */
  onReplaced: () => void = () => {}
  readonly #threads: WorkerThreads
  readonly #workerStart: WorkerStart
  readonly #listeners: ChannelListeners
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #seq = 0
  #restarts = 0
  #closing = false
  /** Why no worker will be started any more, unless it was closed. */
  #givenUp: VigilError | null = null
  #lastError = 'its thread ended'
  #opening: { resolve(opened: StoreOpened): void; reject(error: Error): void } | null = null

  constructor(threads: WorkerThreads, start: WorkerStart, listeners: ChannelListeners) {
    this.#threads = threads
    this.#workerStart = start
    this.#listeners = listeners
  }

  /** Starts a worker that opens the record when it is first asked: a reader. */
  start(): void {
    this.#spawn()
  }

  /** Starts the worker; resolves when the record is open, rejects with its VigilError. */
  open(): Promise<StoreOpened> {
    return new Promise((resolve, reject) => {
      this.#opening = { resolve, reject }
      this.#spawn()
    })
  }

  #spawn(): Worker {
    const worker = this.#threads.take()
    this.#worker = worker
    worker.on('message', (message: FromWorker) => this.#onMessage(message))
    // An uncaught error is followed by 'exit', where everything is dealt with.
    worker.on('error', (error) => {
      this.#lastError = error.message
      this.#listeners.onNotice(`The store stopped: ${error.message}.`)
    })
    worker.on('exit', () => this.#onExit(worker))
    this.#tell(worker, { type: 'start', start: this.#workerStart })
    return worker
  }

  #tell(worker: Worker, message: ToWorker): void {
    worker.postMessage(message)
  }

  #onMessage(message: FromWorker): void {
    switch (message.type) {
      case 'opened':
        this.#opening?.resolve(message.opened)
        this.#opening = null
        return
      case 'failed':
        this.#giveUp(new VigilError(message.failure.code, message.failure.message))
        return
      case 'notice':
        this.#listeners.onNotice(message.sentence)
        this.onReplaced()
        return
      case 'slow':
        this.#listeners.onSlow(message.name, message.tookMs)
        return
      case 'reply':
        this.#onReply(message)
    }
  }

  #onReply(message: Extract<FromWorker, { type: 'reply' }>): void {
    const waiting = this.#waiting.get(message.seq)
    if (waiting === undefined) return
    this.#waiting.delete(message.seq)
    this.#restarts = 0
    if (message.ok) {
      waiting.resolve(message.value)
    } else if (message.failure.callerMistake) {
      waiting.reject(new TypeError(message.failure.message))
    } else {
      waiting.reject(new VigilError(message.failure.code, message.failure.message))
    }
  }

  #giveUp(error: VigilError): void {
    this.#closing = true
    this.#givenUp = error
    this.#opening?.reject(error)
    this.#opening = null
    this.#rejectAll(error)
  }

  #onExit(worker: Worker): void {
    if (worker !== this.#worker) return
    this.#worker = null
    const error = new VigilError(
      'storeUnavailable',
      'The store was started again before it answered: try once more.',
    )
    if (this.#opening !== null) {
      this.#giveUp(new VigilError('storeUnavailable', `The store cannot start: ${this.#lastError}.`))
      return
    }
    if (this.#closing) {
      this.#rejectAll(error)
      return
    }
    for (const [seq, waiting] of this.#waiting) {
      if (waiting.ifWorkerDies === 'sendAgain') continue
      this.#waiting.delete(seq)
      waiting.reject(error)
    }
    this.#restarts++
    if (this.#restarts > MOST_RESTARTS_IN_A_ROW) {
      this.#giveUp(new VigilError('storeUnavailable', 'The store stops again and again: restart Vigil.'))
      return
    }
    this.#listeners.onNotice('The store was started again.')
    const next = this.#spawn()
    for (const waiting of this.#waiting.values()) this.#tell(next, waiting.message)
  }

  #rejectAll(error: Error): void {
    for (const waiting of this.#waiting.values()) waiting.reject(error)
    this.#waiting.clear()
  }

  /** Calls a method of the worker by name. */
  call(
    name: string,
    args: readonly unknown[],
    ifWorkerDies: Waiting['ifWorkerDies'] = 'fail',
  ): Promise<unknown> {
    const seq = ++this.#seq
    return this.#send({ type: 'call', seq, name, args }, ifWorkerDies)
  }

  /** Runs a job of the worker by name. */
  job(name: string, args: unknown): Promise<unknown> {
    const seq = ++this.#seq
    return this.#send({ type: 'job', seq, name, args }, 'fail')
  }

  #send(message: WorkerQuestion, ifWorkerDies: Waiting['ifWorkerDies']): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#worker === null || (this.#closing && message.type !== 'close')) {
        reject(this.#givenUp ?? new VigilError('storeUnavailable', 'The record is closed.'))
        return
      }
      this.#waiting.set(message.seq, { message, ifWorkerDies, resolve, reject })
      this.#tell(this.#worker, message)
    })
  }

  /** Kills the worker as a crash would; for tests of what follows. */
  async killForTest(): Promise<void> {
    await this.#worker?.terminate()
  }

  /** Lets the worker finish what was asked, close the record and end. Safe to call twice. */
  async close(): Promise<void> {
    const worker = this.#worker
    if (this.#closing || worker === null) return
    this.#closing = true
    const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
    await this.#send({ type: 'close', seq: ++this.#seq }, 'fail').catch(() => {})
    await exited
  }
}
