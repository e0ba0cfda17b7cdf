import type { FrameCounts } from '../../../drivers/driver.ts'

/** Frames that began and failed; a partial one (cut by a pulled cable) is counted with them here. */
function badOf(counts: Readonly<FrameCounts>): number {
  return counts.checksum + counts.length + counts.short + counts.escape + counts.partial
}

/** Frames of a line over all its decoders: each opening starts a new one that counts from 0. */
export class FrameTally {
  #good = 0
  #bad = 0
  #goodBefore = 0
  #badBefore = 0

  get good(): number {
    return this.#good
  }

  get bad(): number {
    return this.#bad
  }

  /** A new decoder begins with these counts. */
  begin(counts: Readonly<FrameCounts>): void {
    this.#goodBefore = this.#good - counts.good
    this.#badBefore = this.#bad - badOf(counts)
  }

  /** Takes over what the running decoder has counted so far. */
  update(counts: Readonly<FrameCounts>): void {
    this.#good = this.#goodBefore + counts.good
    this.#bad = this.#badBefore + badOf(counts)
  }
}
