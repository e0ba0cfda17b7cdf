import type { FrameCounts } from '../driver.ts'
import type { Framer, FrameSink } from '../framing/counts.ts'
import { FrameReport } from '../framing/report.ts'
import { BIT_7, HID } from './codes.ts'

const BYTES_BY_KIND: ReadonlyMap<number, number> = new Map([
  [HID.kind.pleth, HID.bytes.pleth],
  [HID.kind.numbers, HID.bytes.numbers],
  [HID.kind.stopped, HID.bytes.stopped],
])

/**
 * Finds the frames in USB reports (section C): the first byte is EB, all others
 * are below 80, the second tells the length, and zeros fill the rest of a report. Some
 * recorders put the number of the report before or in place of its first byte.
 */
export class HidFramer implements Framer {
  readonly #report: FrameReport
  readonly #buffer = new Uint8Array(HID.bytes.numbers)
  #length = 0
  #wanted = 0
  #position = 0
  /** The last byte outside frames that fills nothing, and where it stood. */
  #strange: { readonly byte: number; readonly at: number } = { byte: HID.filler, at: 0 }

  constructor(sink: FrameSink) {
    this.#report = new FrameReport(sink, HID.reportBytes)
  }

  get counts(): Readonly<FrameCounts> {
    return this.#report.counts
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#position++
      if (byte === HID.first) this.#begin()
      else if (this.#length === 0) this.#outside(byte)
      else if ((byte & BIT_7) !== 0) {
        this.#report.refuse('short', this.#length + 1)
        this.#length = 0
      } else this.#take(byte)
    }
  }

  end(): void {
    this.#report.cut(this.#length)
    this.#report.end()
    this.#length = 0
  }

  #begin(): void {
    if (this.#length > 0) this.#report.refuse('short', this.#length)
    this.#buffer[0] = HID.first
    this.#length = 1
  }

  #outside(byte: number): void {
    if (byte === HID.filler) return
    const apart = this.#position - this.#strange.at
    const isReportId =
      byte === this.#strange.byte && (apart === HID.reportBytes || apart === HID.reportBytes + 1)
    this.#strange = { byte, at: this.#position }
    // The first of them may be anything; only that it comes again one report later shows what it is.
    if (!isReportId) this.#report.skip(1)
  }

  #take(byte: number): void {
    if (this.#length === 1) this.#wanted = BYTES_BY_KIND.get(byte) ?? 0
    this.#buffer[this.#length++] = byte
    if (this.#wanted === 0) {
      this.#report.refuse('length', this.#length)
      this.#length = 0
    } else if (this.#length === this.#wanted) this.#finish()
  }

  #finish(): void {
    const last = this.#length - 1
    let sum = 0
    for (let index = 0; index < last; index++) sum += this.#buffer[index] ?? 0
    const holds = (sum & HID.checkMask) === this.#buffer[last]
    if (holds) this.#report.frame(this.#buffer.subarray(0, this.#length))
    else this.#report.refuse('checksum', this.#length)
    this.#length = 0
  }
}
