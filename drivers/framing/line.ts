import type { FrameCounts } from '../driver.ts'
import type { FrameFault, Framer, FrameSink } from './counts.ts'
import { FrameBuffer } from './frame-buffer.ts'
import { FrameReport } from './report.ts'

/** Lines of text: ended by CR, LF or both. */
export interface LineFormat {
  /** Longest line, without its end. */
  readonly maximumBytes: number
  /** Why a line is refused, or null if it holds. */
  problemOf(line: Uint8Array): Exclude<FrameFault, 'skipped'> | null
}

const CARRIAGE_RETURN = 0x0d
const LINE_FEED = 0x0a

/**
 * Finds lines in a stream that may be cut anywhere. Empty lines count nowhere. The
 * first line of an input that does not hold may be the tail of one, and is `partial`;
 * so is a rest without an end. A line that is too long is refused once, at its end.
 */
export class LineFramer implements Framer {
  readonly #format: LineFormat
  readonly #report: FrameReport
  readonly #buffer: FrameBuffer
  #length = 0

  constructor(format: LineFormat, sink: FrameSink) {
    this.#format = format
    this.#report = new FrameReport(sink, format.maximumBytes)
    this.#buffer = new FrameBuffer(format.maximumBytes)
  }

  get counts(): Readonly<FrameCounts> {
    return this.#report.counts
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte === CARRIAGE_RETURN || byte === LINE_FEED) this.#finish()
      else {
        if (this.#length < this.#format.maximumBytes) this.#buffer.bytes[this.#length] = byte
        this.#length++
      }
    }
  }

  end(): void {
    this.#report.cut(this.#length)
    this.#report.end()
    this.#length = 0
  }

  #finish(): void {
    const received = this.#length
    if (received === 0) return
    this.#length = 0
    const line = this.#buffer.first(received)
    const problem = received > this.#format.maximumBytes ? 'length' : this.#format.problemOf(line)
    if (problem === null) this.#report.frame(line)
    else if (this.#report.begun || received > this.#format.maximumBytes)
      this.#report.refuse(problem, received)
    else this.#report.cut(received)
  }
}
