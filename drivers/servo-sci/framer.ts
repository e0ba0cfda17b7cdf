import type { FrameCounts } from '../driver.ts'
import type { FrameFault, Framer } from '../framing/counts.ts'
import { FrameReport } from '../framing/report.ts'
import { BYTE, BYTE_BITS, BYTES, ERROR_CODES, LONGEST_TEXT } from './codes.ts'
import { type Cover, coverOf, isText, textOf } from './message.ts'
import { type Layout, LIST_BY_FLAG } from './plan.ts'

/** One whole message of the ventilator whose check holds. */
export type Message =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'values'; readonly list: keyof Layout; readonly raw: readonly number[] }
  | { readonly type: 'error'; readonly code: number }

export interface MessageSink {
  onMessage(message: Message): void
  onFault(kind: FrameFault, bytes: number): void
}

/** What stands at the start of the buffer: a message and its length, what is lost of it, or null: more bytes decide. */
type Finding =
  | { readonly message: Message; readonly bytes: number }
  | { readonly problem: FrameFault; readonly bytes: number }
  | null

/** Noise is told at the latest after so many bytes. */
const MOST_SKIPPED = 512

const none = new Uint8Array(0)

/**
 * Finds texts, blocks of values and error blocks in a stream that may be cut anywhere. A block may hold any byte, so its
 * length is counted from what was chosen and never looked for. What is refused gives back all that may begin a message.
 */
export class SciFramer implements Framer {
  readonly #report: FrameReport
  readonly #layout: () => Layout
  readonly #buffer = new Uint8Array(LONGEST_TEXT)
  #length = 0
  /** Of the text at the start: bytes that were looked at before. */
  #looked = 0
  /** What this ventilator's checks cover, as the first block of a row has shown. */
  #cover: Cover | null = null
  /** What the report tells next as a frame. */
  #deliver: () => void = () => undefined
  readonly #sink: MessageSink

  /** In: what blocks hold at the moment. */
  constructor(layout: () => Layout, sink: MessageSink) {
    this.#layout = layout
    this.#sink = sink
    this.#report = new FrameReport(
      { onFrame: () => this.#deliver(), onFault: (kind, bytes) => sink.onFault(kind, bytes) },
      MOST_SKIPPED,
    )
  }

  get counts(): Readonly<FrameCounts> {
    return this.#report.counts
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#buffer[this.#length++] = byte
      this.#settle()
    }
  }

  end(): void {
    this.#report.cut(this.#length)
    this.#report.end()
    this.#length = 0
    this.#looked = 0
    this.#cover = null
  }

  /** Works off the buffer until what is at its start needs more bytes. */
  #settle(): void {
    while (this.#length > 0) {
      const found = this.#find()
      if (found === null) return
      if ('message' in found) {
        this.#deliver = () => this.#sink.onMessage(found.message)
        this.#drop(found.bytes)
        this.#report.frame(none)
      } else {
        this.#drop(found.bytes)
        if (found.problem === 'skipped') this.#report.skip(found.bytes)
        else this.#report.refuse(found.problem, found.bytes)
      }
    }
  }

  #find(): Finding {
    const first = this.#buffer[0] ?? 0
    if (first === BYTE.error) return this.#error()
    if (!isText(first)) return { problem: 'skipped', bytes: 1 }
    const list = LIST_BY_FLAG.get(first)
    const text = this.#text()
    // A text may begin with the flag of a block ("SERVO-u"), and the values of a block may look like text.
    if (list === undefined || (text !== null && 'message' in text)) return text
    return this.#values(list, text)
  }

  #error(): Finding {
    if (this.#length < BYTES.error) return null
    const block = this.#buffer.subarray(0, BYTES.error)
    const [, code = 0, end] = block
    if (!ERROR_CODES.has(code) || end !== BYTE.blockEnd) return { problem: 'length', bytes: 1 }
    if (!this.#holds(block)) return { problem: 'checksum', bytes: 1 }
    return { message: { type: 'error', code }, bytes: BYTES.error }
  }

  #values(list: keyof Layout, text: Finding): Finding {
    const count = this.#layout()[list].length
    const bytes = BYTES.value * count + BYTES.aroundValues
    if (!this.#couldHold(bytes)) return text
    if (this.#length < bytes) return null
    const block = this.#buffer.subarray(0, bytes)
    if (block[bytes - BYTES.value] !== BYTE.blockEnd) return text
    if (!this.#holds(block)) return { problem: 'checksum', bytes }
    const raw = Array.from({ length: count }, (_, index) => {
      const at = 1 + BYTES.value * index
      return ((block[at] ?? 0) << BYTE_BITS) | (block[at + 1] ?? 0)
    })
    return { message: { type: 'values', list, raw }, bytes }
  }

  /** Whether the values of a block, as far as they are there, have first bytes that can be. */
  #couldHold(bytes: number): boolean {
    const end = Math.min(this.#length, bytes - BYTES.value)
    for (let at = 1; at < end; at += BYTES.value) {
      if ((this.#buffer[at] ?? 0) > BYTE.highestHigh) return false
    }
    return true
  }

  #holds(block: Uint8Array): boolean {
    const cover = coverOf(block)
    const isHeld = cover !== null && (this.#cover === null || this.#cover === cover)
    this.#cover = isHeld ? cover : null
    return isHeld
  }

  #text(): Finding {
    while (this.#looked < this.#length && isText(this.#buffer[this.#looked] ?? 0)) this.#looked++
    if (this.#looked === this.#length) {
      return this.#length < LONGEST_TEXT ? null : { problem: 'length', bytes: this.#length }
    }
    if (this.#buffer[this.#looked] !== BYTE.end) {
      // A few letters between other bytes were no text.
      return { problem: this.#looked < BYTES.shortestText ? 'skipped' : 'short', bytes: this.#nextBlock() }
    }
    const bytes = this.#looked + 1
    const text = textOf(this.#buffer.subarray(0, bytes))
    return text === null ? { problem: 'checksum', bytes } : { message: { type: 'text', text }, bytes }
  }

  /** No text begins before the byte that ended this one; a block may. */
  #nextBlock(): number {
    let at = 1
    while (at < this.#looked && !LIST_BY_FLAG.has(this.#buffer[at] ?? 0)) at++
    return at
  }

  #drop(bytes: number): void {
    this.#buffer.copyWithin(0, bytes, this.#length)
    this.#length -= bytes
    this.#looked = 0
  }
}
