import { Worker } from 'node:worker_threads'

/**
 * Room for new objects. Left to itself it grows over the first hours to some 150 MB, of which a thread of the record uses 20.
 */
const YOUNG_GENERATION_MB = 24

/**
 * Threads that serve the record. Some can be started ahead of their use: they load their program
 * and wait to be told what to open. Until then they hold no file, no lock and no key.
 */
export class WorkerThreads {
  readonly #url: URL
  readonly #waiting: Worker[] = []

  /** In: where the entry of the thread lies: `worker.ts` beside this file, or its bundle. */
  constructor(url: URL) {
    this.#url = url
  }

  /** Starts `count` threads ahead. */
  prepare(count: number): void {
    for (let index = 0; index < count; index++) {
      const worker = this.#start()
      this.#waiting.push(worker)
      // One that cannot wait is not missed: who needs a thread starts one and hears why it fails.
      worker.on('error', () => this.#drop(worker))
      worker.on('exit', () => this.#drop(worker))
    }
  }

  /** A thread that is to be told its WorkerStart: one that waits, or a new one. */
  take(): Worker {
    return this.#waiting.shift() ?? this.#start()
  }

  #start(): Worker {
    return new Worker(this.#url, {
      name: 'store',
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    })
  }

  #drop(worker: Worker): void {
    const index = this.#waiting.indexOf(worker)
    if (index >= 0) this.#waiting.splice(index, 1)
  }
}
