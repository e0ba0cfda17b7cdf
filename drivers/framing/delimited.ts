import type { FrameCounts } from '../driver.ts'
import { createFrameCounts, type FrameFault, type Framer, type FrameSink } from './counts.ts'
import { FrameBuffer } from './frame-buffer.ts'

/** How frames of one protocol are told apart and checked. */
export interface DelimitedFormat {
  /** First byte of a frame. May equal `close`: then one flag may end a frame and begin the next. */
  readonly open: number
  readonly close: number
  /** Byte that announces a stuffed byte; one that no byte can be (-1) where nothing is stuffed. */
  readonly escape: number
  /** What a stuffed byte is XORed with. */
  readonly flip: number
  /** Values that may be stuffed, as they were before stuffing. */
  readonly stuffed: readonly number[]
  /** Lengths without delimiters and escapes, with the checksum. */
  readonly minimumBytes: number
  readonly maximumBytes: number
  checksumHolds(frame: Uint8Array): boolean
  lengthHolds(frame: Uint8Array): boolean
}

/**
 * Finds flag-delimited, byte-stuffed frames in a stream that may be cut anywhere.
 * Escapes are undone in place in one buffer of `maximumBytes`; nothing is
 * allocated per byte, and nothing grows. A refused candidate is classed by the
 * first test it fails, in this order: short, checksum, length, escape; a line
 * error that breaks an escape almost always breaks the checksum too and is
 * counted there.
 */
export class DelimitedFramer implements Framer {
  readonly counts: FrameCounts = createFrameCounts()
  readonly #format: DelimitedFormat
  readonly #sink: FrameSink
  readonly #buffer: FrameBuffer
  /** Bytes as received since the last delimiter. */
  #rawBytes = 0
  #length = 0
  #inside = false
  #synchronised = false
  #escapePending = false
  #escapeBroken = false

  constructor(format: DelimitedFormat, sink: FrameSink) {
    this.#format = format
    this.#sink = sink
    this.#buffer = new FrameBuffer(format.maximumBytes)
  }

  push(bytes: Uint8Array): void {
    const { open, close, escape: escapeByte } = this.#format
    for (const byte of bytes) {
      if (byte === close && (this.#inside || open !== close)) this.#close(open === close)
      else if (byte === open) this.#open()
      else if (!this.#inside) this.#rawBytes++
      else if (byte === escapeByte && !this.#escapePending) {
        this.#rawBytes++
        this.#escapePending = true
      } else this.#take(byte)
    }
  }

  end(): void {
    if (this.#inside && this.#rawBytes > 0) this.#refuse('partial')
    else if (this.#rawBytes > 0) this.#refuse('skipped')
    this.#inside = false
    this.#synchronised = false
    this.#forget()
  }

  #take(received: number): void {
    this.#rawBytes++
    let byte = received
    if (this.#escapePending) {
      this.#escapePending = false
      byte ^= this.#format.flip
      if (!this.#format.stuffed.includes(byte)) this.#escapeBroken = true
    }
    if (this.#length < this.#format.maximumBytes) this.#buffer.bytes[this.#length] = byte
    this.#length++
  }

  #open(): void {
    if (this.#rawBytes > 0) {
      if (this.#inside) this.#refuse('short')
      else this.#refuse(this.#isTail(this.#format.open === this.#format.close) ? 'partial' : 'skipped')
    }
    this.#forget()
    this.#inside = true
    this.#synchronised = true
  }

  #close(staysInside: boolean): void {
    if (!this.#inside) {
      // This end belongs to no frame that was found: it is one of the bytes outside.
      this.#rawBytes++
      this.#refuse(this.#isTail(true) ? 'partial' : 'skipped')
    } else if (this.#rawBytes > 0) this.#finish()
    this.#forget()
    this.#inside = staysInside
    this.#synchronised = true
  }

  /** Whether bytes before the very first delimiter can be the tail of a frame that began before the input did. */
  #isTail(endsAFrame: boolean): boolean {
    return endsAFrame && !this.#synchronised && this.#rawBytes <= 2 * this.#format.maximumBytes
  }

  #finish(): void {
    const frame = this.#buffer.first(this.#length)
    const problem = this.#problemOf(frame)
    if (problem !== null) this.#refuse(problem)
    else {
      this.counts.good++
      this.#sink.onFrame(frame)
    }
  }

  #problemOf(frame: Uint8Array): FrameFault | null {
    const { minimumBytes, maximumBytes } = this.#format
    if (this.#length < minimumBytes) return 'short'
    if (this.#length > maximumBytes) return 'length'
    if (!this.#format.checksumHolds(frame)) return 'checksum'
    if (!this.#format.lengthHolds(frame)) return 'length'
    return this.#escapePending || this.#escapeBroken ? 'escape' : null
  }

  #refuse(kind: FrameFault): void {
    if (kind === 'skipped') this.counts.skippedBytes += this.#rawBytes
    else this.counts[kind]++
    this.#sink.onFault(kind, this.#rawBytes)
  }

  #forget(): void {
    this.#rawBytes = 0
    this.#length = 0
    this.#escapePending = false
    this.#escapeBroken = false
  }
}

/**
 * Wraps a record (checksum already at its end) in delimiters and stuffs it.
 * In: the format and the plain bytes. Out: the bytes for the wire.
 */
export function stuff(format: DelimitedFormat, plain: Uint8Array): Uint8Array {
  const stuffed = (byte: number): boolean => format.stuffed.includes(byte)
  let extra = 2
  for (const byte of plain) if (stuffed(byte)) extra++
  const wire = new Uint8Array(plain.length + extra)
  let at = 0
  wire[at++] = format.open
  for (const byte of plain) {
    if (stuffed(byte)) {
      wire[at++] = format.escape
      wire[at++] = byte ^ format.flip
    } else wire[at++] = byte
  }
  wire[at] = format.close
  return wire
}
