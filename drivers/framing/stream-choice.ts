import type { Decoder, FrameCounts, Out } from '../driver.ts'
import type { Measurement } from '../model/measurement.ts'
import { createFrameCounts } from './counts.ts'

/** One way to read a stream that is not known yet. */
export interface Candidate extends Decoder {
  /** Whether the stream has shown that it is of this kind: its lock is gained. */
  readonly isLocked: boolean
}

/** Makes a candidate that speaks through the given `out`. */
export type MakeCandidate = (out: Out) => Candidate

/** A candidate, and what it has said while it was one of several: faults only, because values need a lock. */
class Runner {
  readonly candidate: Candidate
  readonly #out: Out
  #held: Measurement[] | null = []

  constructor(make: MakeCandidate, out: Out) {
    this.#out = out
    const measure = (one: Measurement): void => {
      if (this.#held === null) out.measure(one)
      else this.#held.push(one)
    }
    this.candidate = make({
      ...out,
      measure,
      ...(out.send !== undefined && { send: (bytes) => out.send?.(bytes) }),
    })
  }

  /** Says what was held back, and from here on everything at once. */
  release(): void {
    const held = this.#held ?? []
    this.#held = null
    for (const one of held) this.#out.measure(one)
  }
}

/** Bytes read in one go while undecided. */
const SLICE_BYTES = 64
/** Undecided for that long, the stream so far is counted as lost and the choice begins anew. */
const WINDOW_BYTES = 2048

/**
 * Tells the wires of one device apart by the stream itself: every candidate reads
 * it, and the first that gains its lock has it from there on. Until then nothing
 * is said. Only for formats that cannot both be locked on the same bytes.
 */
export class StreamChoice implements Decoder {
  readonly #out: Out
  readonly #makers: readonly MakeCandidate[]
  /** Counters of what was given up. */
  readonly #lost = createFrameCounts()
  #runners: readonly Runner[]
  #chosen: Candidate | null = null
  #windowBytes = 0

  /** `makers`: likeliest first; the first is the one that may ask the device while nothing is known. */
  constructor(out: Out, makers: readonly MakeCandidate[]) {
    this.#out = out
    this.#makers = makers
    this.#runners = this.#fresh()
  }

  get counts(): Readonly<FrameCounts> {
    return this.#chosen === null ? this.#lost : sumOf(this.#lost, this.#chosen.counts)
  }

  get isLocked(): boolean {
    return this.#chosen?.isLocked ?? false
  }

  push(bytes: Uint8Array, atMs: number): void {
    let at = 0
    while (at < bytes.length && this.#chosen === null) {
      const room = Math.min(SLICE_BYTES, WINDOW_BYTES - this.#windowBytes, bytes.length - at)
      for (const { candidate } of this.#runners) candidate.push(bytes.subarray(at, at + room), atMs)
      at += room
      this.#windowBytes += room
      this.#choose()
      if (this.#chosen === null && this.#windowBytes === WINDOW_BYTES) this.#giveUp(atMs)
    }
    if (at < bytes.length) this.#chosen?.push(bytes.subarray(at), atMs)
  }

  tick(atMs: number): void {
    const speaker = this.#chosen ?? this.#runners[0]?.candidate
    speaker?.tick(atMs)
  }

  end(atMs: number): void {
    if (this.#chosen === null) this.#giveUp(atMs)
    else this.#chosen.end(atMs)
  }

  #fresh(): readonly Runner[] {
    this.#windowBytes = 0
    return this.#makers.map((make) => new Runner(make, this.#out))
  }

  #choose(): void {
    const winner = this.#runners.find((runner) => runner.candidate.isLocked)
    if (winner === undefined) return
    this.#chosen = winner.candidate
    this.#runners = []
    winner.release()
  }

  /** Without a lock nothing is certain: mostly good frames are counted as such, anything else as bytes outside frames. */
  #giveUp(atMs: number): void {
    if (this.#windowBytes === 0) return
    let [best] = this.#runners
    for (const runner of this.#runners) {
      if (best !== undefined && runner.candidate.counts.good > best.candidate.counts.good) best = runner
    }
    best?.candidate.end(atMs)
    if (best !== undefined && isMostlyGood(best.candidate.counts, this.#windowBytes)) {
      best.release()
      Object.assign(this.#lost, sumOf(this.#lost, best.candidate.counts))
    } else {
      this.#lost.skippedBytes += this.#windowBytes
      this.#out.measure({ type: 'fault', kind: 'skipped', bytes: this.#windowBytes, atMs, deviceMs: null })
    }
    this.#runners = this.#fresh()
  }
}

function isMostlyGood(counts: Readonly<FrameCounts>, bytes: number): boolean {
  const { good, checksum, length, short, escape: escapes, skippedBytes } = counts
  return good > checksum + length + short + escapes && skippedBytes < bytes / 2
}

function sumOf(one: Readonly<FrameCounts>, other: Readonly<FrameCounts>): FrameCounts {
  return {
    good: one.good + other.good,
    checksum: one.checksum + other.checksum,
    length: one.length + other.length,
    short: one.short + other.short,
    escape: one.escape + other.escape,
    partial: one.partial + other.partial,
    skippedBytes: one.skippedBytes + other.skippedBytes,
  }
}
