import type { FrameCounts } from '../driver.ts'
import type { Framer, FrameSink } from '../framing/counts.ts'
import { lockErrors } from '../framing/lock.ts'
import { FrameReport } from '../framing/report.ts'
import { ANSWER, BYTE_VALUES, PACKET } from './codes.ts'
import { contradicts } from './packets.ts'

/** What random bytes must match: the first byte, and half of the last. The counter is not counted on. */
export const lock = lockErrors([
  { allowed: 1, possible: BYTE_VALUES },
  { allowed: BYTE_VALUES - PACKET.lastMask, possible: BYTE_VALUES },
])

const PRINTABLE = { first: 0x20, last: 0x7e, spaces: [0x09, 0x0a, 0x0d] } as const

function isText(byte: number): boolean {
  return (byte >= PRINTABLE.first && byte <= PRINTABLE.last) || PRINTABLE.spaces.some((one) => one === byte)
}

/**
 * Finds packets between their first and last byte, and the text of answers between packets. A packet
 * that fails gives back everything up to the next byte that could begin one, and takes the packet
 * before along, for which nothing vouches. A packet is told once the next one came and does not contradict
 * it. An answer is no loss; text that does not end as answers do is.
 */
export class CytonFramer implements Framer {
  readonly #report: FrameReport
  readonly #onAnswer: (text: string) => void
  readonly #buffer = new Uint8Array(PACKET.bytes)
  #length = 0
  /** The last packet that was told, and the one behind it that waits for the next. */
  #before = new Uint8Array(PACKET.bytes)
  #waiting = new Uint8Array(PACKET.bytes)
  #hasBefore = false
  #waits = false
  #text = ''
  #ends = 0

  constructor(sink: FrameSink, onAnswer: (text: string) => void) {
    this.#report = new FrameReport(sink, PACKET.bytes)
    this.#onAnswer = onAnswer
  }

  get counts(): Readonly<FrameCounts> {
    return this.#report.counts
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.#length === 0 && byte !== PACKET.first) this.#outside(byte)
      else {
        this.#buffer[this.#length++] = byte
        if (this.#length === PACKET.bytes) this.#packet()
      }
    }
  }

  /** Nothing follows for now: what waits for the next packet is told. */
  settle(): void {
    if (!this.#waits) return
    this.#waits = false
    this.#report.frame(this.#waiting)
    this.#hasBefore = false
  }

  end(): void {
    this.#notAnAnswer()
    this.settle()
    this.#report.cut(this.#length)
    this.#report.end()
    this.#length = 0
  }

  #packet(): void {
    this.#notAnAnswer()
    if (((this.#buffer[PACKET.lastAt] ?? 0) & PACKET.lastMask) === PACKET.last) {
      this.#length = 0
      this.#next()
      return
    }
    const found = this.#buffer.indexOf(PACKET.first, 1)
    const dropped = found < 0 ? PACKET.bytes : found
    this.#buffer.copyWithin(0, dropped)
    this.#length = PACKET.bytes - dropped
    this.#report.refuse('length', dropped + this.#forgetWaiting())
  }

  /** One more packet that has its form: it judges the one that waits, and waits itself. */
  #next(): void {
    if (this.#waits) {
      const isDamaged = this.#hasBefore && contradicts(this.#before, this.#waiting, this.#buffer)
      if (isDamaged) this.#report.refuse('checksum', PACKET.bytes)
      else {
        this.#report.frame(this.#waiting)
        this.#before.set(this.#waiting)
      }
      this.#hasBefore = !isDamaged
    }
    this.#waiting.set(this.#buffer)
    this.#waits = true
  }

  /** Out: how many bytes that cost. */
  #forgetWaiting(): number {
    const cost = this.#waits ? PACKET.bytes : 0
    this.#waits = false
    this.#hasBefore = false
    return cost
  }

  /** Strange bytes came behind the packet that waits: it may have been cut and filled up with others. */
  #refuseWaiting(): void {
    const cost = this.#forgetWaiting()
    if (cost > 0) this.#report.refuse('length', cost)
  }

  #outside(byte: number): void {
    if (!isText(byte) || this.#text.length >= ANSWER.longest) {
      this.#notAnAnswer()
      this.#refuseWaiting()
      this.#report.skip(1)
      return
    }
    const character = String.fromCharCode(byte)
    this.#text += character
    this.#ends = character === ANSWER.end ? this.#ends + 1 : 0
    if (this.#ends < ANSWER.ends) return
    this.settle()
    const text = this.#text
    this.#forgetText()
    this.#onAnswer(text)
  }

  /** Text came that ends in no `$$$`: bytes outside packets as any other. */
  #notAnAnswer(): void {
    const { length } = this.#text
    this.#forgetText()
    if (length > 0) this.#refuseWaiting()
    for (let count = 0; count < length; count++) this.#report.skip(1)
  }

  #forgetText(): void {
    this.#text = ''
    this.#ends = 0
  }
}
