import type { FrameCounts } from '../driver.ts'
import type { Framer, FrameSink } from '../framing/counts.ts'
import { FrameBuffer } from '../framing/frame-buffer.ts'
import { FrameReport } from '../framing/report.ts'
import { FRAME } from './codes.ts'

const NONE = -1
const mayPrecede = (byte: number): boolean => byte === FRAME.escape || byte === FRAME.streamOpens

/**
 * Finds packets between an opening and a closing pair of bytes in a stream that may be cut anywhere. A second opening
 * inside ends the first packet as `short`. Packets come with both pairs.
 */
export class PacketFramer implements Framer {
  readonly #report: FrameReport
  readonly #isPacket: (frame: Uint8Array) => boolean
  readonly #buffer = new FrameBuffer(FRAME.longestBytes)
  #length = 0
  /** Outside a packet: the byte before, which may belong to an opening. */
  #before = NONE

  constructor(isPacket: (frame: Uint8Array) => boolean, sink: FrameSink) {
    this.#isPacket = isPacket
    this.#report = new FrameReport(sink, FRAME.longestBytes)
  }

  get counts(): Readonly<FrameCounts> {
    return this.#report.counts
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.#length === 0) this.#outside(byte)
      else this.#inside(byte)
    }
  }

  end(): void {
    if (this.#before !== NONE) this.#report.skip(1)
    this.#report.cut(this.#length)
    this.#report.end()
    this.#length = 0
    this.#before = NONE
  }

  #outside(byte: number): void {
    if (byte === FRAME.opens && this.#before !== NONE) {
      this.#open(this.#before)
      return
    }
    if (this.#before !== NONE) this.#report.skip(1)
    this.#before = mayPrecede(byte) ? byte : NONE
    if (this.#before === NONE) this.#report.skip(1)
  }

  #open(before: number): void {
    this.#buffer.bytes[0] = before
    this.#buffer.bytes[1] = FRAME.opens
    this.#length = FRAME.headBytes
    this.#before = NONE
  }

  #inside(byte: number): void {
    const before = this.#buffer.bytes[this.#length - 1] ?? 0
    if (byte === FRAME.opens && mayPrecede(before)) {
      this.#report.refuse('short', this.#length - 1)
      this.#open(before)
      return
    }
    if (this.#length >= FRAME.longestBytes) {
      this.#report.refuse('length', this.#length)
      this.#length = 0
      this.#outside(byte)
      return
    }
    this.#buffer.bytes[this.#length++] = byte
    if (byte === FRAME.closes && before === FRAME.escape) this.#finish()
  }

  #finish(): void {
    const frame = this.#buffer.first(this.#length)
    if (this.#isPacket(frame)) this.#report.frame(frame)
    else this.#report.refuse('checksum', this.#length)
    this.#length = 0
  }
}
