import type { FrameCounts } from '../driver.ts'
import type { Framer, FrameSink } from '../framing/counts.ts'
import { FrameReport } from '../framing/report.ts'
import { isBlock, looksLikeBlock } from './block.ts'
import { BLOCK_BYTES } from './codes.ts'

/**
 * Finds blocks without a start byte: they follow one another, so where one ended the next is due. What is due, or
 * begins and ends as a block, and does not hold is one bad block; the search goes on from its second byte, so that a lost
 * byte costs no block behind it. Other bytes are outside any block.
 */
export class BlockFramer implements Framer {
  readonly #report: FrameReport
  readonly #buffer = new Uint8Array(BLOCK_BYTES)
  #length = 0
  #isDue = false
  /** Bytes of a bad block that were passed over so far; 0: there is none. */
  #bad = 0

  constructor(sink: FrameSink) {
    this.#report = new FrameReport(sink, BLOCK_BYTES)
  }

  get counts(): Readonly<FrameCounts> {
    return this.#report.counts
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#buffer[this.#length++] = byte
      if (this.#length === BLOCK_BYTES) this.#judge()
    }
  }

  end(): void {
    if (this.#bad > 0) {
      // What is left of the input may be the rest of the bad block.
      const rest = Math.min(this.#length, BLOCK_BYTES - this.#bad)
      this.#bad += rest
      this.#length -= rest
      this.#refuse()
    }
    this.#report.cut(this.#length)
    this.#report.end()
    this.#length = 0
    this.#isDue = false
  }

  #judge(): void {
    if (isBlock(this.#buffer)) {
      this.#refuse()
      this.#report.frame(this.#buffer)
      this.#length = 0
      this.#isDue = true
      return
    }
    const isBad = this.#isDue || looksLikeBlock(this.#buffer)
    this.#isDue = false
    if (isBad) this.#refuse()
    if (isBad || this.#bad > 0) this.#bad++
    else this.#report.skip(1)
    if (this.#bad === BLOCK_BYTES) this.#refuse()
    this.#buffer.copyWithin(0, 1)
    this.#length--
  }

  #refuse(): void {
    if (this.#bad > 0) this.#report.refuse('checksum', this.#bad)
    this.#bad = 0
  }
}
