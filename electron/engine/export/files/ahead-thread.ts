import { MessageChannel, type MessagePort, receiveMessageOnPort, type Worker } from 'node:worker_threads'
import type { OpenWriterOptions } from '../../store/open/open.ts'
import type { ToWorker } from '../../store/threads/rpc.ts'
import type { StoredWave } from '../../store/types.ts'
import type { AheadAnswer, AheadQuestion } from './ahead.ts'

/** The first answer waits for a thread to start and to open the record on a PC that is busy. */
const PATIENCE_MS = 5_000

function nameOf({ channel, fromUtcMs, toUtcMs }: AheadQuestion): string {
  return `${channel} ${fromUtcMs} ${toUtcMs}`
}

/**
 * A second thread that decodes every other channel, always one stretch ahead of what is asked. Decoding is nearly all of
 * the time that a wave file takes, and a PC has two cores or more.
 */
export class AheadThread {
  readonly #worker: Worker
  readonly #port: MessagePort
  readonly #answers = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  /** Which channels are read there, as they were first asked for. */
  readonly #isTheirs = new Map<number, boolean>()
  readonly #asked = new Set<string>()
  readonly #arrived = new Map<string, AheadAnswer>()
  #isLost = false

  /** In: a thread that waits to be told what to do, and which record it opens. */
  constructor(worker: Worker, options: OpenWriterOptions) {
    const { port1, port2 } = new MessageChannel()
    this.#worker = worker
    this.#port = port1
    worker.on('error', () => this.#lose())
    const ahead = { port: port2, answers: this.#answers.buffer }
    worker.postMessage({ type: 'start', start: { role: 'ahead', options, ahead } } satisfies ToWorker, [
      port2,
    ])
  }

  /** The pieces of a stretch; null where this thread has to read them itself. */
  waves(question: AheadQuestion): readonly StoredWave[] | null {
    const { channel, fromUtcMs, toUtcMs } = question
    const isTheirs = this.#isTheirs.get(channel) ?? this.#isTheirs.size % 2 === 1
    this.#isTheirs.set(channel, isTheirs)
    if (!isTheirs || this.#isLost) return null
    this.#ask(question)
    this.#ask({ channel, fromUtcMs: toUtcMs, toUtcMs: toUtcMs + (toUtcMs - fromUtcMs) })
    return this.#wait(question)?.pieces ?? null
  }

  close(): void {
    this.#lose()
    this.#worker.postMessage({ type: 'close', seq: 0 } satisfies ToWorker)
  }

  #ask(question: AheadQuestion): void {
    const name = nameOf(question)
    if (this.#asked.has(name)) return
    this.#asked.add(name)
    this.#port.postMessage(question)
  }

  #wait(question: AheadQuestion): AheadAnswer | null {
    const name = nameOf(question)
    for (;;) {
      const known = Atomics.load(this.#answers, 0)
      this.#receive()
      const answer = this.#arrived.get(name)
      if (answer !== undefined) {
        this.#forget(question)
        return answer
      }
      if (Atomics.wait(this.#answers, 0, known, PATIENCE_MS) === 'timed-out') {
        this.#lose()
        return null
      }
    }
  }

  #receive(): void {
    for (let next = receiveMessageOnPort(this.#port); next !== undefined; ) {
      const answer = next.message as AheadAnswer
      this.#arrived.set(nameOf(answer), answer)
      next = receiveMessageOnPort(this.#port)
    }
  }

  /** What was answered, and what of the channel lies before it, is not asked for again soon. */
  #forget({ channel, fromUtcMs }: AheadQuestion): void {
    for (const [name, answer] of this.#arrived) {
      if (answer.channel !== channel || answer.fromUtcMs > fromUtcMs) continue
      this.#arrived.delete(name)
      this.#asked.delete(name)
    }
  }

  #lose(): void {
    this.#isLost = true
    this.#arrived.clear()
    this.#port.close()
  }
}
