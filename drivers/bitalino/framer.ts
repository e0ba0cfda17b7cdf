import type { FrameCounts } from '../driver.ts'
import type { Framer, FrameSink } from '../framing/counts.ts'
import { FrameBuffer } from '../framing/frame-buffer.ts'
import { lockErrors } from '../framing/lock.ts'
import { FrameReport } from '../framing/report.ts'
import { CHAIN, CRC, LAST } from './codes.ts'
import { crc4 } from './crc4.ts'

/** What random bytes must match: the check, and the sequence one above the last. */
export const lock = lockErrors([
  { allowed: 1, possible: CRC.mask + 1 },
  { allowed: 1, possible: LAST.sequences },
])

/** Steps of the sequence from one packet to another. */
export function stepOf(from: number, to: number): number {
  return (to - from + LAST.sequences) % LAST.sequences
}

/**
 * Finds packets of one length in a stream that marks no beginning: they begin where one has a check that
 * holds, and two of the next three a check and a sequence that follow it. From there on a packet is told once the
 * next one follows it, or begins a new row of two after packets that were lost. One that fails is
 * refused, with the one before it, for which nothing vouches; the rest goes on where it is as it should be,
 * otherwise the search begins anew.
 */
export class BitalinoFramer implements Framer {
  readonly #report: FrameReport
  readonly #bytes: number
  readonly #frames: FrameBuffer
  readonly #buffer: Uint8Array
  #length = 0
  /** The sequence of the packet at the start of the buffer; null while nobody knows where packets begin. */
  #expected: number | null = null

  constructor(packetBytes: number, sink: FrameSink) {
    this.#bytes = packetBytes
    this.#frames = new FrameBuffer(packetBytes * CHAIN.packets)
    this.#buffer = this.#frames.bytes
    this.#report = new FrameReport(sink, packetBytes * CHAIN.packets)
  }

  get counts(): Readonly<FrameCounts> {
    return this.#report.counts
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#buffer[this.#length++] = byte
      while (this.#length >= this.#bytes && this.#advance());
    }
  }

  /** Nothing follows for now: whole packets that wait for the next one are told. */
  settle(): void {
    while (this.#expected !== null && this.#length >= this.#bytes && this.#holds(0, this.#expected)) {
      this.#tell(stepped(this.#expected, 1))
    }
  }

  end(): void {
    this.settle()
    if (this.#expected === null) {
      this.#report.skip(this.#length)
      this.#length = 0
    } else if (this.#length >= this.#bytes) this.#refuse('checksum', this.#length)
    this.#report.cut(this.#length)
    this.#report.end()
    this.#length = 0
    this.#expected = null
  }

  /** Out: false if more bytes are needed first. */
  #advance(): boolean {
    return this.#expected === null ? this.#search() : this.#follow(this.#expected)
  }

  #follow(expected: number): boolean {
    if (this.#length < 2 * this.#bytes) return false
    const isGood = this.#holds(0, expected)
    if (isGood && this.#holds(1, stepped(expected, 1))) {
      this.#tell(stepped(expected, 1))
      return true
    }
    if (this.#length < CHAIN.packets * this.#bytes) return false
    const behindGap = this.#sequenceAt(1)
    if (isGood && this.#checks(1) && this.#holds(2, stepped(behindGap, 1))) this.#tell(behindGap)
    else if (!isGood && this.#isRow()) this.#expected = this.#sequenceAt(0)
    else this.#skipDamage(expected)
    return true
  }

  /** Whether all packets in the buffer follow each other: the board has started anew, or its packets before were lost. */
  #isRow(): boolean {
    const first = this.#sequenceAt(0)
    for (let place = 0; place < CHAIN.packets; place++) {
      if (!this.#holds(place, stepped(first, place))) return false
    }
    return true
  }

  /** Goes on behind damaged packets where one is in its place and followed, as far as can be seen; else begins to search. */
  #skipDamage(expected: number): void {
    for (let count = 1; count < CHAIN.packets; count++) {
      const isLast = count + 1 === CHAIN.packets
      const sequence = stepped(expected, count)
      if (!this.#holds(count, sequence)) continue
      if (!isLast && !this.#holds(count + 1, stepped(sequence, 1))) continue
      this.#refuse('checksum', count * this.#bytes)
      this.#expected = sequence
      return
    }
    this.#refuse('length', 1)
    this.#expected = null
  }

  #search(): boolean {
    const mayBegin = this.#checks(0)
    if (mayBegin && this.#length < this.#buffer.length) return false
    const first = this.#sequenceAt(0)
    let following = 0
    for (let index = 1; mayBegin && index < CHAIN.packets; index++) {
      if (this.#holds(index, stepped(first, index))) following++
    }
    if (following >= CHAIN.following) this.#expected = first
    else {
      this.#drop(1)
      this.#report.skip(1)
    }
    return true
  }

  /** Tells the packet at the start. In: the sequence of the one behind it. */
  #tell(next: number): void {
    this.#report.frame(this.#frames.first(this.#bytes))
    this.#drop(this.#bytes)
    this.#expected = next
  }

  /** Whether the packet at that place, from 0, has a check that holds and that sequence. */
  #holds(place: number, sequence: number): boolean {
    return this.#sequenceAt(place) === sequence && this.#checks(place)
  }

  #checks(place: number): boolean {
    const check = crc4(this.#buffer, place * this.#bytes, this.#bytes)
    return check === (this.#lastOf(place) & LAST.checkMask)
  }

  #sequenceAt(place: number): number {
    return this.#lastOf(place) >> LAST.sequenceShift
  }

  #lastOf(place: number): number {
    return this.#buffer[(place + 1) * this.#bytes - 1] ?? 0
  }

  #refuse(kind: 'checksum' | 'length', bytes: number): void {
    this.#drop(bytes)
    this.#report.refuse(kind, bytes)
  }

  #drop(count: number): void {
    this.#buffer.copyWithin(0, count, this.#length)
    this.#length -= count
  }
}

function stepped(sequence: number, by: number): number {
  return (sequence + by) % LAST.sequences
}
