import type { FrameCounts } from '../driver.ts'
import { checksums } from '../framing/checksum.ts'
import type { FrameFault, Framer, FrameSink } from '../framing/counts.ts'
import { FrameBuffer } from '../framing/frame-buffer.ts'
import { lockErrors } from '../framing/lock.ts'
import { FrameReport } from '../framing/report.ts'
import { DATA_BYTES, ESCAPED, FRAME, RULES } from './codes.ts'

/** What random bytes must match. */
export const lock = lockErrors(RULES)

/** A message as both sides send it. */
export function frameOf(code: number, data: Uint8Array = new Uint8Array(0)): Uint8Array {
  const plain = Uint8Array.of(data.length + 1, code, ...data, 0)
  const last = plain.length - 1
  plain[last] = checksums.xor8(plain, 0, last)
  const wire: number[] = [FRAME.start]
  for (const byte of plain) {
    if (byte === FRAME.start || byte === FRAME.escape) wire.push(FRAME.escape, byte - FRAME.escape)
    else wire.push(byte)
  }
  return Uint8Array.from(wire)
}

/**
 * Finds frames in a stream that may be cut anywhere. A start stands nowhere else, so one that comes early ends the frame
 * before it. Frames come from their length to their check, escapes undone.
 */
export class CapnostreamFramer implements Framer {
  readonly #report: FrameReport
  readonly #buffer = new FrameBuffer(FRAME.longest)
  /** Bytes as received since the start; 0: outside a frame. */
  #received = 0
  #length = 0
  #isEscaped = false
  #isBroken = false

  constructor(sink: FrameSink) {
    this.#report = new FrameReport(sink, FRAME.longest)
  }

  get counts(): Readonly<FrameCounts> {
    return this.#report.counts
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte === FRAME.start) this.#begin()
      else if (this.#received === 0) this.#report.skip(1)
      else this.#take(byte)
    }
  }

  end(): void {
    this.#report.cut(this.#received)
    this.#report.end()
    this.#forget()
  }

  #begin(): void {
    if (this.#received > 0) this.#report.refuse('short', this.#received)
    this.#forget()
    this.#received = 1
  }

  #take(byte: number): void {
    this.#received++
    if (byte === FRAME.escape && !this.#isEscaped) {
      this.#isEscaped = true
      return
    }
    if (this.#isEscaped && !ESCAPED.has(byte)) this.#isBroken = true
    this.#buffer.bytes[this.#length++] = this.#isEscaped ? FRAME.escape | byte : byte
    this.#isEscaped = false
    const wanted = (this.#buffer.bytes[0] ?? 0) + FRAME.around
    if (wanted > FRAME.longest || wanted === FRAME.around) this.#refuse('length')
    else if (this.#length === wanted) this.#finish()
  }

  #finish(): void {
    const frame = this.#buffer.first(this.#length)
    const last = frame.length - 1
    const data = DATA_BYTES.get(frame[FRAME.codeAt] ?? 0)
    if (checksums.xor8(frame, 0, last) !== frame[last]) this.#refuse('checksum')
    else if (data !== undefined && data !== last - FRAME.dataAt) this.#refuse('length')
    else if (this.#isBroken) this.#refuse('escape')
    else {
      this.#report.frame(frame)
      this.#forget()
    }
  }

  #refuse(kind: Exclude<FrameFault, 'skipped'>): void {
    this.#report.refuse(kind, this.#received)
    this.#forget()
  }

  #forget(): void {
    this.#received = 0
    this.#length = 0
    this.#isEscaped = false
    this.#isBroken = false
  }
}
