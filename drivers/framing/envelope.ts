import type { FrameCounts } from '../driver.ts'
import type { FrameFault, Framer, FrameSink } from './counts.ts'
import { FrameBuffer } from './frame-buffer.ts'
import { FrameReport } from './report.ts'

/** Frames of text between STX and ETX, with a check behind or without one. */
export interface EnvelopeFormat {
  /** Usually STX (02). Never part of a body. */
  readonly open: number
  /** Usually ETX (03). Never part of a body. */
  readonly close: number
  /** Bytes of the check behind `close`; these may have any value. */
  readonly trailerBytes: number
  /** Of the whole frame, with both ends and trailer. */
  readonly minimumBytes: number
  readonly maximumBytes: number
  /** Why a whole frame is refused, or null if it holds. */
  problemOf(frame: Uint8Array): Exclude<FrameFault, 'skipped'> | null
}

/**
 * Finds STX/ETX frames in a stream that may be cut anywhere. Frames come with
 * both ends and trailer, because checks differ in which of them they cover.
 * A second `open` inside a body ends the first frame as `short`. For binary bodies
 * of fixed length, where any byte may occur, use `LengthFramer`.
 */
export class EnvelopeFramer implements Framer {
  readonly #format: EnvelopeFormat
  readonly #report: FrameReport
  readonly #buffer: FrameBuffer
  #length = 0
  /** Bytes of the trailer still to come; -1 before `close` was seen. */
  #trailerLeft = -1

  constructor(format: EnvelopeFormat, sink: FrameSink) {
    this.#format = format
    this.#report = new FrameReport(sink, format.maximumBytes)
    this.#buffer = new FrameBuffer(format.maximumBytes)
  }

  get counts(): Readonly<FrameCounts> {
    return this.#report.counts
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) this.#take(byte)
  }

  end(): void {
    this.#report.cut(this.#length)
    this.#report.end()
    this.#forget()
  }

  #take(byte: number): void {
    const { open, close, trailerBytes, maximumBytes } = this.#format
    const inBody = this.#length > 0 && this.#trailerLeft < 0
    if (byte === open && this.#trailerLeft < 0) {
      if (inBody) this.#report.refuse('short', this.#length)
      this.#forget()
    } else if (this.#length === 0) {
      this.#report.skip(1)
      return
    } else if (this.#length >= maximumBytes) {
      this.#report.refuse('length', this.#length + 1)
      this.#forget()
      return
    }
    this.#buffer.bytes[this.#length++] = byte
    if (inBody && byte === close) this.#trailerLeft = trailerBytes
    else if (this.#trailerLeft > 0) this.#trailerLeft--
    if (this.#trailerLeft === 0) this.#finish()
  }

  #finish(): void {
    const frame = this.#buffer.first(this.#length)
    const problem = frame.length < this.#format.minimumBytes ? 'short' : this.#format.problemOf(frame)
    if (problem === null) this.#report.frame(frame)
    else this.#report.refuse(problem, frame.length)
    this.#forget()
  }

  #forget(): void {
    this.#length = 0
    this.#trailerLeft = -1
  }
}
