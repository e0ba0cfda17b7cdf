import type { Decoder, FrameCounts } from '../../../drivers/driver.ts'
import type { TestPiece, TestSecond } from '../../ipc/line-test.ts'

const MS_PER_SECOND = 1_000
const KEPT_SECONDS = 60
/** Requests are few: they are kept apart, so that what arrives does not push them out. */
const KEPT_PIECES = { in: 32, out: 8 } as const
/** Of each piece so many bytes are shown. */
const SHOWN_BYTES = 96
const HEX_RADIX = 16
const HEX_DIGITS = 2

function hexOf(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes.subarray(0, SHOWN_BYTES))
    text += byte.toString(HEX_RADIX).padStart(HEX_DIGITS, '0')
  return text
}

/** Frames that began as one and failed. */
export function badFramesOf(counts: Readonly<FrameCounts>): number {
  return counts.checksum + counts.length + counts.short + counts.escape
}

/** What goes over a line in a test: the newest pieces, and the sums of the last minute by seconds. */
export class Traffic {
  readonly #pieces: Readonly<Record<TestPiece['direction'], TestPiece[]>> = { in: [], out: [] }
  readonly #seconds: TestSecond[] = []
  readonly #startMs: number
  #running = { bytes: 0, good: 0, bad: 0 }
  #counted = 0
  /** Seconds that are full. */
  #done = 0
  bytes = 0
  sentBytes = 0

  /** `startMs`: monotonic, when the seconds begin to count. */
  constructor(startMs: number) {
    this.#startMs = startMs
  }

  /** Takes a piece that arrived, and pushes it into the decoder to see which frames it ends. */
  receive(piece: Uint8Array, atMs: number, atUtcMs: number, decoder: Decoder | null): void {
    this.#turn(atMs)
    const before = decoder === null ? null : { ...decoder.counts }
    decoder?.push(piece, atMs)
    const good = decoder === null || before === null ? 0 : decoder.counts.good - before.good
    const bad = decoder === null || before === null ? 0 : badFramesOf(decoder.counts) - badFramesOf(before)
    this.bytes += piece.length
    this.#running.bytes += piece.length
    this.#running.good += good
    this.#running.bad += bad
    this.#keep({ atUtcMs, direction: 'in', bytes: piece.length, good, bad, hex: hexOf(piece) })
  }

  /** Takes what was written to the line. */
  sent(piece: Uint8Array, atUtcMs: number): void {
    this.sentBytes += piece.length
    this.#keep({ atUtcMs, direction: 'out', bytes: piece.length, good: 0, bad: 0, hex: hexOf(piece) })
  }

  /** The newest pieces of both directions, oldest first. */
  pieces(): TestPiece[] {
    return [...this.#pieces.in, ...this.#pieces.out].sort((a, b) => a.number - b.number)
  }

  /** The full seconds up to now, a minute at most. */
  seconds(nowMs: number): readonly TestSecond[] {
    this.#turn(nowMs)
    return this.#seconds.slice(-KEPT_SECONDS)
  }

  #turn(nowMs: number): void {
    const due = Math.floor((nowMs - this.#startMs) / MS_PER_SECOND)
    while (this.#done < due) {
      this.#seconds.push(this.#running)
      this.#running = { bytes: 0, good: 0, bad: 0 }
      this.#done++
    }
    if (this.#seconds.length > KEPT_SECONDS) this.#seconds.splice(0, this.#seconds.length - KEPT_SECONDS)
  }

  #keep(piece: Omit<TestPiece, 'number'>): void {
    const pieces = this.#pieces[piece.direction]
    this.#counted++
    pieces.push({ ...piece, number: this.#counted })
    if (pieces.length > KEPT_PIECES[piece.direction]) pieces.shift()
  }
}
