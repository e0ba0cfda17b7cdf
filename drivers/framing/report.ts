import type { FrameCounts } from '../driver.ts'
import { createFrameCounts, type FrameFault, type FrameSink } from './counts.ts'

/**
 * Keeps the counters of one framer and tells its sink, so that every framer
 * means the same by them. Bytes outside frames are gathered and told as one
 * fault, at the latest after `mostSkipped` of them, so that noise alone is seen too.
 */
export class FrameReport {
  readonly counts: FrameCounts = createFrameCounts()
  readonly #sink: FrameSink
  readonly #mostSkipped: number
  #skipped = 0
  #begun = false

  constructor(sink: FrameSink, mostSkipped: number) {
    this.#sink = sink
    this.#mostSkipped = mostSkipped
  }

  /** Bytes that belong to no frame. */
  skip(bytes: number): void {
    this.#skipped += bytes
    if (this.#skipped > this.#mostSkipped) this.#tell('skipped')
  }

  /** A whole frame that holds. */
  frame(frame: Uint8Array): void {
    this.#flush()
    this.counts.good++
    this.#sink.onFrame(frame)
  }

  /** Something began as a frame and failed; it cost `bytes`. */
  refuse(kind: Exclude<FrameFault, 'skipped'>, bytes: number): void {
    this.#flush()
    this.counts[kind]++
    this.#sink.onFault(kind, bytes)
  }

  /** The first bytes of the input were the tail of a frame, or the last ones the head of one. */
  cut(bytes: number): void {
    if (bytes > 0) this.refuse('partial', bytes)
  }

  /** The input has ended; the next bytes begin a new one. */
  end(): void {
    if (this.#skipped > 0) this.#tell('skipped')
    this.#begun = false
  }

  /** Whether anything was told about this input so far. */
  get begun(): boolean {
    return this.#begun
  }

  #flush(): void {
    if (this.#skipped > 0) this.#tell(this.#begun ? 'skipped' : 'partial')
    this.#begun = true
  }

  #tell(kind: 'skipped' | 'partial'): void {
    const bytes = this.#skipped
    this.#skipped = 0
    this.#begun = true
    if (kind === 'skipped') this.counts.skippedBytes += bytes
    else this.counts.partial++
    this.#sink.onFault(kind, bytes)
  }
}
