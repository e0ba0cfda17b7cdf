import type { FrameCounts } from '../driver.ts'
import type { Framer, FrameSink } from '../framing/counts.ts'
import { FrameBuffer } from '../framing/frame-buffer.ts'
import { FrameReport } from '../framing/report.ts'
import { FRAME } from './codes.ts'

const UNKNOWN = -1
/** What may stand between two texts: the check of one and the head of the next. */
const MOST_BETWEEN = FRAME.checkBytes + FRAME.headBytes

/**
 * Finds the texts of replies in a stream that may be cut anywhere. Six bytes before a text, of which the last says
 * "received", and one behind it belong to it; everything else between two texts is lost, and so is a byte of
 * those that one gap has and the next has not. Texts come with both ends.
 */
export class ReplyFramer implements Framer {
  readonly #report: FrameReport
  readonly #isReply: (frame: Uint8Array) => boolean
  readonly #buffer = new FrameBuffer(FRAME.longestBytes)
  #length = 0
  /** Bytes since the last text that were not told yet, and the last of them. */
  #between = 0
  #before = 0
  /** Bytes between the two texts before: always the same, unless some were lost or added. -1 before the second text. */
  #gap = UNKNOWN
  #isFirst = true

  constructor(isReply: (frame: Uint8Array) => boolean, sink: FrameSink) {
    this.#isReply = isReply
    this.#report = new FrameReport(sink, FRAME.longestBytes)
  }

  get counts(): Readonly<FrameCounts> {
    return this.#report.counts
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.#length > 0) this.#inside(byte)
      else if (byte === FRAME.opens && this.#before === FRAME.received) this.#open()
      else this.#outside(byte)
    }
  }

  end(): void {
    this.#report.cut(this.#length)
    // One byte may be the check of the last text; more are the head of one that never came.
    if (this.#between > FRAME.checkBytes) this.#report.cut(this.#between)
    this.#report.end()
    this.#length = 0
    this.#between = 0
    this.#before = 0
    this.#gap = UNKNOWN
    this.#isFirst = true
  }

  #outside(byte: number): void {
    if (this.#between < MOST_BETWEEN) this.#between++
    else this.#report.skip(1)
    this.#before = byte
  }

  #open(): void {
    if (this.#gap !== UNKNOWN && this.#gap !== this.#between) this.#report.skip(this.#between)
    if (!this.#isFirst) this.#gap = this.#between
    this.#isFirst = false
    this.#buffer.bytes[0] = FRAME.opens
    this.#length = 1
    this.#between = 0
    this.#before = 0
  }

  #inside(byte: number): void {
    if (byte === FRAME.opens || this.#length >= FRAME.longestBytes) {
      this.#report.refuse(byte === FRAME.opens ? 'short' : 'length', this.#length)
      this.#length = 0
      this.#outside(byte)
      return
    }
    this.#buffer.bytes[this.#length++] = byte
    if (byte !== FRAME.closes) return
    const frame = this.#buffer.first(this.#length)
    if (frame.length < FRAME.shortestBytes) this.#report.refuse('short', frame.length)
    else if (this.#isReply(frame)) this.#report.frame(frame)
    else this.#report.refuse('checksum', frame.length)
    this.#length = 0
  }
}
