import type { FrameCounts } from '../driver.ts'
import type { FrameFault, Framer, FrameSink } from './counts.ts'
import { FrameBuffer } from './frame-buffer.ts'
import { FrameReport } from './report.ts'

/** Frames whose first byte differs from all others in bit 7. */
export interface SyncBitFormat {
  /** Bit 7 of the first byte; every other byte of the frame has the opposite. */
  readonly first: 'high' | 'low'
  readonly maximumBytes: number
  /** Bytes of the whole frame, or the least of them, told from its first byte; null if no frame begins so. */
  lengthOf(first: number): number | null
  /** The same where the second byte says it; absent: the first byte alone does. */
  lengthFrom?(second: number): number | null
  /** Why a whole frame is refused, or null if it holds. */
  problemOf(frame: Uint8Array): Exclude<FrameFault, 'skipped'> | null
}

const BIT_7 = 0x80
/** Bytes that say how long a frame is, where the first alone does not. */
const HEADER_BYTES = 2

/**
 * Finds frames marked by bit 7 in a stream that may be cut anywhere. A first byte that
 * comes early ends the frame before it as `short`; bytes after the end of a frame are
 * skipped, so with a lock both end it.
 */
export class SyncBitFramer implements Framer {
  readonly #format: SyncBitFormat
  readonly #report: FrameReport
  readonly #buffer: FrameBuffer
  readonly #mark: number
  #length = 0
  /** Bytes of the frame at hand; 0 outside a frame. */
  #wanted = 0

  constructor(format: SyncBitFormat, sink: FrameSink) {
    this.#format = format
    this.#report = new FrameReport(sink, format.maximumBytes)
    this.#buffer = new FrameBuffer(format.maximumBytes)
    this.#mark = format.first === 'high' ? BIT_7 : 0
  }

  get counts(): Readonly<FrameCounts> {
    return this.#report.counts
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if ((byte & BIT_7) === this.#mark) this.#begin(byte)
      else if (this.#wanted > 0) this.#add(byte)
      else this.#report.skip(1)
    }
  }

  end(): void {
    this.#report.cut(this.#length)
    this.#report.end()
    this.#forget()
  }

  #begin(first: number): void {
    if (this.#length > 0) this.#report.refuse('short', this.#length)
    this.#forget()
    const wanted = this.#format.lengthOf(first)
    if (wanted === null || wanted < 1 || wanted > this.#format.maximumBytes) {
      this.#report.refuse('length', 1)
    } else {
      this.#wanted = wanted
      this.#add(first)
    }
  }

  #add(byte: number): void {
    this.#buffer.bytes[this.#length++] = byte
    if (this.#length === HEADER_BYTES && this.#format.lengthFrom !== undefined) {
      const wanted = this.#format.lengthFrom(byte)
      if (wanted === null || wanted <= HEADER_BYTES || wanted > this.#format.maximumBytes) {
        this.#report.refuse('length', this.#length)
        this.#forget()
        return
      }
      this.#wanted = wanted
    }
    if (this.#length < this.#wanted) return
    const frame = this.#buffer.first(this.#length)
    const problem = this.#format.problemOf(frame)
    if (problem === null) this.#report.frame(frame)
    else this.#report.refuse(problem, frame.length)
    this.#forget()
  }

  #forget(): void {
    this.#length = 0
    this.#wanted = 0
  }
}
