/** What was seen on a line up to now: the evidence for a gap. */
export interface LineEvidence {
  /** Station time of the last frame that held its check, UTC ms; null before the first. */
  readonly lastGoodUtcMs: number | null
  /** Bytes and damaged frames that came after it. */
  readonly bytesSinceGood: number
  readonly badSinceGood: number
}

/** Keeps what came on a line since its last good frame. */
export class LineSeen {
  #lastGoodUtcMs: number | null = null
  #bytes = 0
  #badAtGood = 0

  /** Bytes were decoded. In: how many, whether a good frame was among them, damaged frames of the line so far, UTC ms. */
  received(bytes: number, hasGood: boolean, badFrames: number, atUtcMs: number): void {
    if (!hasGood) {
      this.#bytes += bytes
      return
    }
    this.#lastGoodUtcMs = atUtcMs
    this.#bytes = 0
    this.#badAtGood = badFrames
  }

  /** The evidence at a moment. In: damaged frames of the line so far. */
  evidence(badFrames: number): LineEvidence {
    return {
      lastGoodUtcMs: this.#lastGoodUtcMs,
      bytesSinceGood: this.#bytes,
      badSinceGood: badFrames - this.#badAtGood,
    }
  }
}
