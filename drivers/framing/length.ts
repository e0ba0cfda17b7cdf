import type { FrameCounts } from '../driver.ts'
import type { FrameFault, Framer, FrameSink } from './counts.ts'
import { FrameBuffer } from './frame-buffer.ts'
import { FrameReport } from './report.ts'

/** What one of the first bytes of a frame must be, in the bits of `mask`. */
export interface SyncByte {
  readonly value: number
  readonly mask: number
}

const ALL_BITS = 0xff

/** Sync bytes that must match in every bit. */
export function exactly(...values: readonly number[]): readonly SyncByte[] {
  return values.map((value) => ({ value, mask: ALL_BITS }))
}

/** Frames that begin with known bytes and say (or always have) their length. */
export interface LengthFormat {
  /** At least one. */
  readonly sync: readonly SyncByte[]
  /** How many bytes must be there before the length is known. */
  readonly headerBytes: number
  /** Of the whole frame, sync and check included. */
  readonly maximumBytes: number
  /** Bytes of the whole frame, told from its header; null if the header cannot be. */
  lengthOf(header: Uint8Array): number | null
  /** Why the whole frame is refused, or null if it holds. */
  problemOf(frame: Uint8Array): Exclude<FrameFault, 'skipped'> | null
}

/**
 * Finds frames of known length in a stream that may be cut anywhere. A refused
 * candidate gives back everything up to the next byte that could begin a frame,
 * so a false start inside noise never swallows the true frame behind it.
 * Frames come with sync and check.
 */
export class LengthFramer implements Framer {
  readonly #format: LengthFormat
  readonly #report: FrameReport
  readonly #buffer: FrameBuffer
  #length = 0
  /** Length of the candidate at the start of the buffer; 0 while unknown. */
  #wanted = 0

  constructor(format: LengthFormat, sink: FrameSink) {
    this.#format = format
    this.#report = new FrameReport(sink, format.maximumBytes)
    this.#buffer = new FrameBuffer(format.maximumBytes)
  }

  get counts(): Readonly<FrameCounts> {
    return this.#report.counts
  }

  push(bytes: Uint8Array): void {
    const buffer = this.#buffer.bytes
    for (let at = 0; at < bytes.length; ) {
      const missing = (this.#wanted > 0 ? this.#wanted : this.#format.headerBytes) - this.#length
      const end = Math.min(at + missing, bytes.length)
      let length = this.#length
      while (at < end) buffer[length++] = bytes[at++] ?? 0
      this.#length = length
      this.#settle()
    }
  }

  end(): void {
    this.#report.cut(this.#length)
    this.#report.end()
    this.#length = 0
    this.#wanted = 0
  }

  /** Works off the buffer until the candidate at its start needs more bytes. */
  #settle(): void {
    while (this.#length > 0) {
      if (!this.#couldBegin(0)) this.#skip()
      else if (this.#wanted === 0 && !this.#readLength()) return
      else if (this.#wanted > 0 && !this.#takeFrame()) return
    }
  }

  /** One by one, so that it does not matter how the stream was cut. */
  #skip(): void {
    for (let count = this.#dropToCandidate(); count > 0; count--) this.#report.skip(1)
  }

  /** Out: false if more bytes are needed first. A header that cannot be is refused. */
  #readLength(): boolean {
    if (this.#length < this.#format.headerBytes) return false
    const wanted = this.#format.lengthOf(this.#buffer.bytes)
    if (wanted === null || wanted < this.#format.headerBytes || wanted > this.#format.maximumBytes) {
      this.#report.refuse('length', this.#dropToCandidate())
    } else this.#wanted = wanted
    return true
  }

  #takeFrame(): boolean {
    if (this.#length < this.#wanted) return false
    const frame = this.#buffer.first(this.#wanted)
    const problem = this.#format.problemOf(frame)
    if (problem === null) {
      this.#report.frame(frame)
      this.#drop(this.#wanted)
    } else this.#report.refuse(problem, this.#dropToCandidate())
    return true
  }

  /** Whether the bytes from `at` can begin a frame, as far as they are there. */
  #couldBegin(at: number): boolean {
    const { sync } = this.#format
    for (let index = 0; index < sync.length && at + index < this.#length; index++) {
      const rule = sync[index]
      if (rule !== undefined && ((this.#buffer.bytes[at + index] ?? 0) & rule.mask) !== rule.value)
        return false
    }
    return true
  }

  /** Drops the first byte and all behind it that begin nothing. Out: how many. */
  #dropToCandidate(): number {
    let count = 1
    while (count < this.#length && !this.#couldBegin(count)) count++
    this.#drop(count)
    return count
  }

  #drop(count: number): void {
    const rest = this.#length - count
    // Nothing lies behind a frame that came whole, which is nearly every one.
    if (rest > 0) this.#buffer.bytes.copyWithin(0, count, this.#length)
    this.#length = rest
    this.#wanted = 0
  }
}
