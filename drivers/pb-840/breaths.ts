import type { Out } from '../driver.ts'
import { BufferedWaves } from './buffered-waves.ts'
import { WAVE } from './codes.ts'
import type { Line } from './lines.ts'

type WaveLine = Exclude<Line, { readonly type: 'reply' }>

/**
 * Follows breaths through the lines of the waveform port: samples count only between a start and an end; where a breath
 * is missing (its counter does not grow by one) or a line was lost, the next samples do not join the last.
 */
export class Breaths {
  readonly #waves: BufferedWaves
  #counter: number | null = null
  #isInside = false
  #lastMs = 0

  constructor(out: Out) {
    this.#waves = new BufferedWaves(out)
  }

  line(line: WaveLine, atMs: number): void {
    this.#lastMs = atMs
    if (line.type === 'samples') {
      if (this.#isInside) this.#waves.add(line.flow, line.pressure, atMs)
      return
    }
    if (line.type === 'breathEnd') {
      this.#isInside = false
      this.#waves.flush()
      return
    }
    // A start within a breath: its end was lost.
    if (this.#isInside) this.lost()
    if (this.#counter !== null && line.counter !== this.#counter + 1) this.lost()
    this.#counter = line.counter
    this.#isInside = true
  }

  /** Samples that waited for others for long are told: what comes later need not join them. */
  tick(atMs: number): void {
    if (atMs - this.#lastMs > WAVE.waitsMs) this.#waves.flush()
  }

  /** A line was lost: what waited is told, what follows begins anew. */
  lost(): void {
    this.#waves.flush()
    this.#waves.interrupt()
  }

  /** The line has ended: nothing is known of the next breath. */
  end(): void {
    this.lost()
    this.#counter = null
    this.#isInside = false
  }
}
