import type { Out } from '../driver.ts'
import type { WaveChannel } from '../model/channel.ts'
import type { MissingRun, WaveMark, WaveMarkKind } from '../model/measurement.ts'

/** Longer than any of these devices takes to fill a wave. */
const WAITS_MS = 500
const NO_RUNS: readonly MissingRun[] = []
const NO_MARKS: readonly WaveMark[] = []

/**
 * Joins samples that a device sends one by one into waves of `size` samples, so
 * that a wave costs one object and not one per sample. A wave never reaches over
 * a loss: `gap()` sends what is there and marks the next wave.
 */
export class SampleBatch {
  readonly #channel: WaveChannel
  readonly #out: Out
  readonly #samples: Int16Array | Int32Array
  /** One flag a sample: whether the device said that it is not data. */
  readonly #missing: Uint8Array
  #length = 0
  #missingCount = 0
  #marks: WaveMark[] = []
  #lastMs = 0
  #hasBegun = false

  constructor(channel: WaveChannel, size: number, out: Out) {
    this.#channel = channel
    this.#out = out
    this.#samples = channel.width === 16 ? new Int16Array(size) : new Int32Array(size)
    this.#missing = new Uint8Array(size)
  }

  /** One more sample, raw; `isData` is false where the device marked it as no measurement. */
  add(sample: number, isData: boolean, atMs: number): void {
    this.#samples[this.#length] = sample
    this.#missing[this.#length] = isData ? 0 : 1
    if (!isData) this.#missingCount++
    this.#length++
    this.#lastMs = atMs
    this.#hasBegun = true
    if (this.#length === this.#samples.length) this.flush(atMs)
  }

  /** Sends what waits when nothing joins it: what comes after a silence is no part of the same stretch. */
  tick(atMs: number): void {
    if (atMs - this.#lastMs > WAITS_MS) this.flush(atMs)
  }

  /** Samples were lost here; before the first one there is no wave that could have a gap. */
  gap(atMs: number): void {
    this.flush(atMs)
    if (this.#hasBegun) this.mark('gap')
  }

  /** A remark about the next sample; one of a kind in each wave is enough. */
  mark(kind: WaveMarkKind): void {
    if (this.#marks.every((mark) => mark.kind !== kind)) this.#marks.push({ at: this.#length, kind })
  }

  /** Sends what has been collected. */
  flush(atMs: number): void {
    if (this.#length === 0) return
    this.#out.measure({
      type: 'wave',
      channel: this.#channel,
      samples: this.#samples.slice(0, this.#length),
      missing: this.#missingCount === 0 ? NO_RUNS : this.#runs(),
      marks: this.#marks.length === 0 ? NO_MARKS : this.#marks,
      atMs,
      deviceMs: null,
    })
    this.#length = 0
    this.#missingCount = 0
    if (this.#marks.length > 0) this.#marks = []
  }

  #runs(): readonly MissingRun[] {
    const runs: MissingRun[] = []
    let start = -1
    for (let index = 0; index <= this.#length; index++) {
      const isMissing = index < this.#length && this.#missing[index] === 1
      if (isMissing && start < 0) start = index
      if (!isMissing && start >= 0) {
        runs.push({ start, length: index - start })
        start = -1
      }
    }
    return runs
  }
}
